import { contentTypeOrAny, strategyFields, strategyFile, type StrategyFile } from '@hg/contracts'
import { AppError } from '@hg/runtime'
import fc from 'fast-check'
import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { tidyText } from '../differences.ts'
import { readStrategyYaml } from './read-strategy-yaml.ts'
import { writeStrategyYaml } from './write-strategy-yaml.ts'

const seeds = new URL('../../../../../pg/seeds/strategies/', import.meta.url)

function refusalOf(yaml: string): AppError {
  try {
    readStrategyYaml(yaml)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('it was read')
}

/** `line:column path message` of everything that is wrong. */
function mistakes(yaml: string): string[] {
  return refusalOf(yaml).fields.map(({ path, message, line, column }) => `${line}:${column} ${path} ${message}`)
}

/** Text of every kind, and what YAML takes for something else when it is not quoted. */
const phrase = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
    fc.constantFrom(
      'no',
      'null',
      '~',
      '1e3',
      '0x1f',
      '- a',
      'a: b',
      '# c',
      '"',
      "it's",
      '|',
      '>-',
      '{',
      '*a',
      '&a',
      '!b',
      '%',
      '@',
      '2026-01-01',
      'line\nbreak',
      ' tab\tin',
    ),
  )
  .filter((text) => text.trim() !== '' && text.isWellFormed() && !text.includes('\u0000'))
  .map((text) => text.trim())

const configurations = fc.record(
  {
    brand: fc.record(
      { voice: phrase, tone: phrase, dos: fc.array(phrase, { maxLength: 4 }), sample: phrase },
      { requiredKeys: [] },
    ),
    seo: fc.record(
      {
        primary_keywords: fc.array(phrase, { maxLength: 3 }),
        keyword_density: fc.constant({ min: 0.5, max: 2.25 }),
        internal_links: fc.constant([{ url: 'https://a.example/?a=1#b', anchor: 'no' }, { url: 'https://b.example' }]),
      },
      { requiredKeys: [] },
    ),
    content: fc.record(
      { word_count: fc.constant({ min: 300 }), term_map: fc.dictionary(phrase, phrase, { maxKeys: 4 }), cta: phrase },
      { requiredKeys: [] },
    ),
    llm: fc.record(
      { temperature: fc.constantFrom(0, 0.7, 2), allowed_providers: fc.constant(['groq' as const]) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
)

describe('a strategy as a file', () => {
  it('reads again as what was written, whatever it says', () => {
    fc.assert(
      fc.property(
        phrase,
        fc.constantFrom(...contentTypeOrAny.options),
        configurations,
        (name, content_type, configuration) => {
          const file = strategyFile.safeParse({ name, content_type, configuration })
          fc.pre(file.success)
          const tidy: StrategyFile = { ...file.data, ...tidyText(file.data) }
          expect(readStrategyYaml(writeStrategyYaml(tidy, ['A heading', name.replaceAll(/\s+/g, ' ')]))).toEqual(tidy)
        },
      ),
    )
  })

  it('reads again for every strategy of the product, with its modes', async () => {
    const names = (await readdir(seeds)).filter((name) => name.endsWith('.yaml'))
    expect(names.length).toBeGreaterThan(10)
    for (const name of names) {
      const text = (await readFile(new URL(name, seeds), 'utf8')).replace(/^client: .*$/m, '')
      const file = strategyFile.parse(parse(text))
      const tidy = { ...file, ...tidyText(file) }
      expect(readStrategyYaml(writeStrategyYaml(tidy, ['A heading']))).toEqual(tidy)
    }
  })

  it('says at each section and field what it is', () => {
    const yaml = writeStrategyYaml(
      {
        ...{ name: 'House', content_type: 'any' },
        configuration: { brand: { voice: 'Plain' }, content: { word_count: { min: 300, max: 900 } } },
        merge_modes: { 'brand.voice': 'locked' },
      },
      ['House, version 3'],
    )
    expect(yaml).toMatchInlineSnapshot(`
      "# House, version 3

      name: House
      # any, or one of blog_post, article, landing_page, service_page, local_page, product_description, case_study, press_release, email, newsletter, social_post, ad_copy, meta_tags, faq, video_script, lesson_plan.
      content_type: any
      configuration:
        # How the brand speaks, and to whom.
        brand:
          # Voice: Who seems to speak: a person that a writer can imagine.
          voice: Plain
        # What a piece must be, contain and leave out.
        content:
          # Length: In words; one bound alone is completed to a range that can be aimed at.
          word_count: { min: 300, max: 900 }
      # How a field meets the value from above: inherit drops it, extend adds to it, override replaces it (as does a field
      # that is not listed), locked replaces it and lets nothing below change it.
      merge_modes:
        brand.voice: locked
      "
    `)
  })
})

describe('a file that is wrong', () => {
  const head = 'name: House\ncontent_type: any\n'
  it.each<[string, string, string[]]>([
    [
      'an unknown field, with the known ones',
      `${head}configuration:\n  seo:\n    keywrods: [a]\n`,
      [
        '5:5 configuration.seo.keywrods is not a known field; known are primary_keywords, secondary_keywords, keyword_density, title_length, meta_length, headings, internal_links, intent',
      ],
    ],
    [
      'an unknown section',
      `${head}configuration:\n  look: {}\n`,
      ['4:3 configuration.look is not a known field; known are brand, seo, content, llm, quality, caching'],
    ],
    [
      'an unknown key at the top',
      `client: a\n${head}configuration: {}\n`,
      ['1:1 client is not a known field; known are name, content_type, configuration and merge_modes'],
    ],
    [
      'a value of the wrong kind',
      `${head}configuration:\n  brand:\n    dos: Be brief\n`,
      ['5:5 configuration.brand.dos expected array, received string'],
    ],
    [
      'an item of a list',
      `${head}configuration:\n  llm:\n    allowed_providers:\n      - openai\n      - opnai\n`,
      ['7:9 configuration.llm.allowed_providers.1 expected one of "openai"|"anthropic"|"google"|"groq"'],
    ],
    ['what is missing', 'name: House\ncontent_type: any\n', ['1:1 configuration is missing']],
    [
      'a mode of nothing',
      `${head}configuration: {}\nmerge_modes:\n  content.cta: locked\n`,
      ['5:3 merge_modes.content.cta says locked, but the configuration has no value for it'],
    ],
    [
      'a mode of no field',
      `${head}configuration: {}\nmerge_modes:\n  content.ctaa: inherit\n`,
      ['5:3 merge_modes.content.ctaa is not a field of a strategy'],
    ],
    [
      'a range turned around',
      `${head}configuration:\n  content: { word_count: { min: 9, max: 2 } }\n`,
      ['4:14 configuration.content.word_count min must not exceed max'],
    ],
    ['a key that is there twice', `${head}name: Again\nconfiguration: {}\n`, ['3:1 yaml Map keys must be unique']],
    ['a tag', `${head}configuration: !!js/function 'x'\n`, ['3:16 yaml Unresolved tag: tag:yaml.org,2002:js/function']],
    ['an empty file', '# nothing\n', ['1:1 yaml expected object, received null']],
  ])('names %s with line and column', (_what, yaml, expected) => expect(mistakes(yaml)).toEqual(expected))

  it.each([
    ['is no YAML', 'name: "House'],
    ['has two documents', `${head}configuration: {}\n---\n${head}configuration: {}\n`],
    ['is nested deeply', `${head}configuration: ${'['.repeat(20_000)}`],
    ['is nested deeply and closed', `${head}configuration: ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    [
      'blows up by aliases',
      `${head}a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nconfiguration: {brand: {dos: [*c,*c,*c,*c,*c,*c]}}\n`,
    ],
    ['reaches for prototypes', `${head}configuration: {__proto__: {brand: 1}}\n`],
  ])('that %s is refused as invalid', (_what, yaml) => expect(refusalOf(yaml).code).toBe('invalid_request'))

  it('may say things twice by aliases', () => {
    const yaml = `${head}configuration:\n  brand:\n    dos: &rules [Be brief]\n    donts: *rules\n`
    expect(readStrategyYaml(yaml).configuration).toEqual({ brand: { dos: ['Be brief'], donts: ['Be brief'] } })
  })

  it('of any other program is read too', () => {
    const configuration = { content: { term_map: { a: 'b' } } }
    expect(readStrategyYaml(stringify({ name: 'x', content_type: 'faq', configuration })).merge_modes).toEqual({})
    expect(readStrategyYaml(JSON.stringify({ name: 'x', content_type: 'faq', configuration })).configuration).toEqual(
      configuration,
    )
  })
})

it('every field of the contract can be written', () => {
  for (const field of strategyFields) expect(field.note).not.toContain('\n')
})
