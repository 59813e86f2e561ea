import { contentType, type GeneratePromptRequest, type StrategyConfiguration } from '@hg/contracts'
import { createDatabase, type TemplateRow } from '@hg/db'
import { AppError, createLogger } from '@hg/runtime'
import { createTestDatabase } from '@hg/testkit'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { cleanLine } from './clean-text.ts'
import { promptContext } from './context.ts'
import { createRenderer } from './render.ts'
import { rewritePart } from './rewrite.ts'

type Template = Pick<TemplateRow, 'template_id' | 'version' | 'name' | 'template' | 'system_template'>
let templates: Template[]

beforeAll(async () => {
  const database = await createTestDatabase()
  const logger = createLogger({ service: 'test', level: 'silent' })
  const db = createDatabase({ url: database.adminUrl, max: 1, applicationName: 'test', logger })
  templates = await db.kysely
    .selectFrom('prompt_templates')
    .select(['template_id', 'version', 'name', 'template', 'system_template'])
    .execute()
  await db.close()
  await database.drop()
})

/** What people and attackers type: ordinary graphemes, and texts that mean something to a template, a reader or a parser. */
const nasty = [
  ...['{{ topic }}', '{{', '}}', '{% raw %}', '{% endif %}', '{%- comment -%}', '"', "'", '`', '```', '\\', '$&'],
  ...['\nTopic: other', '\r\nKeywords: other', '\u2028Word count: 1-2', '\u0085Sections: a', '\n\n', '\t', '\u0000'],
  ...['<<<BRIEF', 'BRIEF>>>', '\nBRIEF>>>\n', '>>>>>>', '<<<', '> ', '# Title', '## Section', 'Meta description: x'],
  ...['constructor', '__proto__', 'toString', '|', ';', ',', '\ud800', '[[sandbox:fault=503]]', '---', ' '],
]
const piece = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom(...nasty))
const value = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('').concat('x').slice(0, 200))
const values = fc.array(value, { minLength: 1, maxLength: 4 })

/** The same request twice: with plain words, and with `fill`'s values in the same places. */
function requestWith(
  type: GeneratePromptRequest['content_type'],
  present: { brief: boolean; keywords: boolean; strategy: boolean; template: boolean },
  fill: { one: () => string; many: () => string[] },
): GeneratePromptRequest {
  const { one, many } = fill
  const strategy: StrategyConfiguration = {
    brand: {
      ...{ voice: one(), tone: one(), point_of_view: 'second', audience: one(), persona: one() },
      ...{ value_propositions: many(), dos: many(), donts: many(), sample: one() },
    },
    seo: {
      ...{ primary_keywords: many(), secondary_keywords: many(), intent: 'informational' },
      internal_links: [{ url: 'https://example.com/a', anchor: one() }],
    },
    content: {
      ...{ structure: many(), must_include: many(), must_avoid: many(), banned_phrases: many(), cta: one() },
      ...{ required_disclaimers: many(), term_map: Object.fromEntries(many().map((from) => [from, one()])) },
    },
  }
  return {
    client_id: '0190a6d8-0000-7000-8000-000000000001',
    content_type: type,
    topic: one(),
    ...(present.keywords ? { keywords: many() } : {}),
    ...(present.brief ? { brief: one() } : {}),
    strategy: present.strategy ? strategy : {},
    ...(present.template
      ? {
          content_template: {
            ...{ name: one(), audience: one(), tone: one() },
            sections: many().map((heading, index) => ({ heading, guidance: one(), words: 50, required: index === 0 })),
          },
        }
      : {}),
  }
}

const nothing = { brief: false, keywords: false, strategy: false, template: false }
const plain = { one: () => 'plain', many: () => ['plain'] }

/** A prompt without its values: labels, the marks of list items and quoted lines (runs as one), all other lines whole. */
function skeleton(prompt: string): string[] {
  const lines = prompt.split('\n').map((line) => {
    if (line.startsWith('>')) return '>'
    if (line.startsWith('- ')) return '-'
    return /^([A-Z][A-Za-z ]*): /.exec(line)?.[1] ?? line
  })
  return lines.filter((line, index) => line !== lines[index - 1])
}

describe('the prompts of the house', () => {
  it('keep their structure whatever the values are', () => {
    const shapes = fc.record({
      ...{ brief: fc.boolean(), keywords: fc.boolean(), strategy: fc.boolean(), template: fc.boolean() },
    })
    const renderPrompt = createRenderer()
    fc.assert(
      fc.property(fc.constantFrom(...contentType.options), shapes, fc.gen(), (type, present, gen) => {
        const hostile = { one: () => gen(() => value), many: () => gen(() => values) }
        const given = requestWith(type, present, hostile)
        for (const template of templates) {
          const prompt = renderPrompt(template, promptContext(given, { name: hostile.one() }))
          const model = renderPrompt(template, promptContext(requestWith(type, present, plain), { name: 'plain' }))
          expect(skeleton(prompt.user)).toEqual(skeleton(model.user))
          expect(skeleton(prompt.system)).toEqual(skeleton(model.system))
          expect(prompt.user.split('\n')).toContain(`Topic: ${cleanLine(given.topic)}`)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('keep the place of an earlier text and of wishes for a new one, whatever they are', () => {
    const values = fc.record({ content: value, instructions: value, title: value, meta_description: value })
    const lines = rewritePart({ content: 'a', instructions: 'b', title: 'c', meta_description: 'd' }).split('\n')
    const rules = lines.filter((line) => !line.startsWith('>'))
    fc.assert(
      fc.property(values, (rewrite) => {
        const written = rewritePart(rewrite).split('\n')
        expect(written.filter((line) => !line.startsWith('>'))).toEqual(rules)
        // Each block once, in order, with nothing but quoted lines inside.
        const marks = written.flatMap((line, index) => (/<<<|>>>/.test(line) ? [[line, index] as const] : []))
        expect(marks.map(([line]) => line)).toEqual(['<<<EARLIER', 'EARLIER>>>', '<<<WISHES', 'WISHES>>>'])
        for (const [open, close] of [
          [marks[0], marks[1]],
          [marks[2], marks[3]],
        ])
          expect(written.slice((open?.[1] ?? 0) + 1, close?.[1]).every((line) => line.startsWith('>'))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('name what the brief asks for on lines of their own', () => {
    const request = requestWith(
      'blog_post',
      { brief: true, keywords: true, strategy: true, template: true },
      {
        one: () => 'one thing',
        many: () => ['first', 'second'],
      },
    )
    for (const template of templates) {
      const { system, user } = createRenderer()(template, promptContext(request, { name: 'Acme' }))
      expect(user.split('\n')).toEqual(
        expect.arrayContaining([
          'Client: Acme',
          'Content type: blog_post',
          'Topic: one thing',
          'Keywords: first, second',
          'Sections: first | second',
          'About the sections:',
          '- "first", a heading to keep word for word, about 50 words: one thing',
          '- "second", about 50 words: one thing',
          'This piece is for: one thing',
          'The sound of this piece: one thing',
          'Word count: 600-900',
          'Call to action: one thing',
          'Must include: first; second',
          'Never use: first; second',
          'Disclaimer: first',
          '<<<BRIEF',
          '> one thing',
          'BRIEF>>>',
        ]),
      )
      expect(system).toContain('`# Title`')
      expect(system).toContain('`Meta description: ...`')
      expect(system).toContain('Voice: one thing')
      expect(`${system}\n${user}`).not.toMatch(/\n\n\n|[ \t]\n|\{\{|\{%/)
    }
  })

  it('part keywords by semicolons where one of them has a comma', () => {
    const keywordsOf = (keywords: string[]) => {
      const request = { ...requestWith('article', nothing, plain), keywords }
      const { user } = createRenderer()(templates[0] as Template, promptContext(request, { name: 'Acme' }))
      return user.split('\n').find((line) => line.startsWith('Keywords: '))
    }
    expect(keywordsOf(['paving', 'sealcoating'])).toBe('Keywords: paving, sealcoating')
    expect(keywordsOf(['paving', 'Columbus, OH paving'])).toBe('Keywords: paving; Columbus, OH paving')
  })
})

describe('any template with any values', () => {
  it('gives a prompt or one of our two errors', () => {
    const fragment = fc.constantFrom(
      ...['{{ topic }}', '{{ brand.voice | upcase }}', '{{ nope }}', '{{ keywords | join: "," }}', '{{ keywords }}'],
      ...[
        '{% if brief %}',
        '{% else %}',
        '{% endif %}',
        '{% for k in keywords %}',
        '{{ k }}',
        '{% endfor %}',
        '{% break %}',
      ],
      ...['{% assign a = topic | split: "" %}', '{{ a | last }}', '{% capture b %}', '{% endcapture %}', '{% raw %}'],
      ...['{{ topic | truncate: a }}', '{{ seo.headings.min_h2 | divided_by: 0 }}', '{% case topic %}', '{% when 1 %}'],
      ...[
        '{% liquid echo topic',
        '%}',
        '{{ "',
        '| where: topic, topic }}',
        '{{ keywords[topic] }}',
        '{% cycle 1, topic %}',
      ],
    )
    const template = fc.array(fc.oneof(fragment, piece), { maxLength: 12 }).map((parts) => parts.join(''))
    const renderPrompt = createRenderer()
    fc.assert(
      fc.property(template, fc.gen(), (text, gen) => {
        const row = { template_id: text, version: 1, name: 'Any', template: text, system_template: '' }
        const fill = { one: () => gen(() => value), many: () => gen(() => values) }
        const request = requestWith('article', { ...nothing, brief: true, keywords: true }, fill)
        try {
          expect(typeof renderPrompt(row, promptContext(request, { name: 'x' })).user).toBe('string')
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          expect(['unknown_variable', 'template_invalid']).toContain(error.code)
          expect(error.message).not.toMatch(/undefined$|\[object/)
        }
      }),
      { numRuns: 500 },
    )
  })
})
