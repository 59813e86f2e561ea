import { type PromptText, promptText, type StrategyConfiguration } from '@hg/contracts'
import type { ModelRow, PartialRow } from '@hg/db'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type HouseTemplate, readHouseTemplates } from '../test/hostile-requests.ts'
import { blankTags } from './own-text.ts'
import { examineVersion, type ValidationContext } from './validate-version.ts'

const model = (provider: string, name: string, more: Partial<ModelRow> = {}): ModelRow => ({
  ...{ provider, model: name, name, context_tokens: 100_000, max_output_tokens: 8000, accepts_temperature: true },
  ...{ reasoning: false, status: 'available', successor: null, price_id: 'p', effective_from: new Date(0), tiers: [] },
  ...{ input_usd_per_million: '1', output_usd_per_million: '4', cache_read_usd_per_million: null },
  ...{ cache_write_usd_per_million: null, ...more },
})
const models = [
  model('openai', 'middle'),
  model('groq', 'cheap', { input_usd_per_million: '0.1', output_usd_per_million: '0.4' }),
  model('anthropic', 'dear', { input_usd_per_million: '15', output_usd_per_million: '75' }),
  model('openai', 'gone', { status: 'retired', successor: 'middle' }),
]
const partial = (name: string, template: string): PartialRow => ({ template_id: name, version: 1, name, template })

/** Says all that has to be said of the answer, and of a piece. */
const output = 'Return `# Title`, Markdown with ## headings, and `Meta description: ...` last.'
const told = '{{ topic }} {{ keywords | join: ", " }}'

function examine(text: Partial<PromptText>, context: Partial<ValidationContext> = {}, contentType = 'faq' as const) {
  const whole = promptText.parse({ system_template: output, template: told, ...text })
  return examineVersion(
    { kind: 'prompt', name: 'Test', content_type: contentType, ...whole },
    { partials: [], models, ...context },
  )
}
const findings = (...given: Parameters<typeof examine>) => examine(...given).findings

describe('a text without faults', () => {
  it('has nothing said against it, and its size and costs told', () => {
    const { findings, size } = examine({})
    expect(findings).toEqual([])
    expect(size).toMatchObject({
      cheapest: { provider: 'groq', model: 'cheap' },
      typical: { provider: 'openai', model: 'middle' },
    })
    const { tokens, system_tokens, user_tokens, cacheable_tokens, output_tokens, typical } = size ?? {}
    expect(tokens).toBe((system_tokens ?? 0) + (user_tokens ?? 0))
    expect(cacheable_tokens).toBe(system_tokens)
    expect(Number(typical?.usd)).toBeCloseTo(((tokens ?? 0) + (output_tokens ?? 0) * 4) / 1e6, 6)
  })

  it('has the cost of the model that it asks for told', () => {
    expect(examine({ model_settings: { model: 'dear' } }).size?.typical).toMatchObject({ model: 'dear' })
    const strategy: StrategyConfiguration = { llm: { allowed_providers: ['openai'] } }
    expect(examine({}, { strategy }).size?.cheapest).toMatchObject({ model: 'middle' })
  })
})

describe('an error', () => {
  it.each<[what: string, text: Partial<PromptText>, expected: object]>([
    [
      'syntax',
      { template: `${told}\n {% if topic %}` },
      { code: 'template_invalid', part: 'template', line: 2, column: 2 },
    ],
    ['an unknown filter', { template: `${told}\n{{ topic | shout }}` }, { code: 'template_invalid', line: 2 }],
    [
      'a name that does not exist, with what was meant',
      { template: `${told}\n{{ brand.voise }}` },
      {
        code: 'unknown_variable',
        line: 2,
        column: 4,
        message: expect.stringContaining('did you mean "brand.voice"?') as string,
      },
    ],
    [
      'a name of another group',
      { template: `${told} {{ voice }}` },
      { code: 'unknown_variable', message: expect.stringContaining('did you mean "brand.voice"?') as string },
    ],
    [
      'a name in a branch that is not taken',
      { template: `${told}{% if topic == "never" %}\n{{ sesson }}{% endif %}` },
      { code: 'unknown_variable', line: 2 },
    ],
    [
      'a name that may be meant as a variable of one’s own, with how one is declared',
      { template: `${told} {{ voltage_class }}` },
      {
        code: 'unknown_variable',
        message:
          'the variable "voltage_class" does not exist; a variable of your own is declared among the variables, and written "vars.voltage_class"',
      },
    ],
    [
      'a variable that is declared nowhere, with what to do',
      { template: `${told} {{ vars.voltage_class }}` },
      {
        code: 'undeclared_variable',
        message: 'the variable "vars.voltage_class" is not declared: add it to the variables',
      },
    ],
    [
      'a field that lists do not have',
      { template: `${told} {{ keywords.length }}` },
      { code: 'unknown_variable', message: expect.stringContaining('"keywords.length"') as string },
    ],
    [
      'a variable that is not declared',
      { template: `${told} {{ vars.sesson }}`, variables: { properties: { season: { type: 'string' } } } },
      {
        code: 'undeclared_variable',
        message: 'the variable "vars.sesson" is not declared; did you mean "vars.season"?',
      },
    ],
    ['a partial that does not exist', { template: `${told}{% render 'nope' %}` }, { code: 'template_invalid' }],
    [
      'a model that does not exist',
      { model_settings: { model: 'gpt-99' } },
      { code: 'model_unknown', part: 'model_settings' },
    ],
    [
      'a retired model, with its successor',
      { model_settings: { model: 'gone' } },
      { code: 'model_retired', message: expect.stringContaining('"middle"') as string },
    ],
    [
      'a loop without end',
      { template: `${told}{% for i in (1..9999999) %}x{% endfor %}` },
      { code: 'template_invalid' },
    ],
  ])('is %s', (_what, text, expected) => {
    const errors = findings(text).filter(({ severity }) => severity === 'error')
    expect(errors).toEqual([expect.objectContaining(expected)])
  })

  it('is each of several, in both parts, in order', () => {
    const text = { system_template: `${output}\n{{ a1 }}`, template: `${told}\n{{ b1 }}\n{{ b2 }}` }
    expect(findings(text).map(({ part, line }) => [part, line])).toEqual([
      ['system_template', 2],
      ['template', 2],
      ['template', 3],
    ])
  })

  it('is a prompt that is longer than the window of its model', () => {
    const text = { system_template: `${output} ${'word '.repeat(5000)}` }
    const tight = [...models, model('openai', 'tight', { context_tokens: 4000 })]
    expect(findings({ ...text, model_settings: { model: 'tight' } }, { models: tight })).toEqual([
      expect.objectContaining({ severity: 'error', code: 'too_long' }),
    ])
    expect(findings(text, { models: tight })).toContainEqual(
      expect.objectContaining({
        severity: 'warning',
        code: 'too_long',
        message: expect.stringContaining('"tight"') as string,
      }),
    )
  })
})

describe('a warning', () => {
  const strategy: StrategyConfiguration = {
    content: { banned_phrases: ['game-changer'], term_map: { customer: 'client' }, word_count: { min: 600, max: 900 } },
    llm: { allowed_providers: ['openai'] },
  }
  const rules = `${told} {{ content.never_use | join: "; " }} {{ content.word_count.min }}`
  it.each<[what: string, text: Partial<PromptText>, expected: object]>([
    [
      'a banned phrase in the template itself',
      { template: `${rules}\nOpen with a real Game-Changer.` },
      { code: 'banned_phrase', part: 'template', line: 2, column: 18 },
    ],
    [
      'a word that the strategy replaces',
      { template: `${rules}\nSpeak to the customer.` },
      { code: 'replaced_term', line: 2, column: 14 },
    ],
    [
      'a length that the strategy does not ask for',
      { template: `${rules}\n\nWrite 1,200 to 1,500 words.` },
      { code: 'word_count_contradicted', line: 3, message: expect.stringContaining('600 to 900') as string },
    ],
    [
      'two instructions that contradict each other',
      { template: `${rules}\n- Use exclamation marks.\n- Never use exclamation marks.` },
      { code: 'contradiction', line: 3, message: expect.stringContaining('line 2') as string },
    ],
    [
      'an answer whose form is not told',
      { system_template: 'Write in Markdown.', template: `${rules}` },
      {
        code: 'missing_output_instructions',
        message: expect.stringMatching(/the title.*nor the meta description/) as string,
      },
    ],
    ['a topic that is not told', { template: rules.replace('{{ topic }}', '') }, { code: 'untold_rules' }],
    [
      'banned phrases that are not told',
      { template: `${told} {{ content.word_count.max }}` },
      { code: 'untold_rules' },
    ],
    [
      'a variable that is not used',
      { template: rules, variables: { properties: { season: { type: 'string' } } } },
      { code: 'unused_variable', part: 'variables' },
    ],
    [
      'something to trim that is not to be',
      { template: rules, trim_order: ['topic'] },
      { code: 'not_trimmable', part: 'trim_order' },
    ],
    [
      'something to trim that is not used',
      { template: rules, trim_order: ['brand.sample'] },
      { code: 'trimmed_in_vain' },
    ],
    [
      'a model that the strategy does not allow',
      { template: rules, model_settings: { model: 'cheap' } },
      { code: 'model_not_allowed' },
    ],
    [
      'what fails for a piece that says less',
      { template: `${rules} {{ brand.dos[0] }}` },
      { code: 'fails_when_empty', message: expect.stringContaining('ask first whether it is there') as string },
    ],
    [
      'what varies before what does not',
      { system_template: `{{ topic }} ${output} ${'A rule for everything. '.repeat(400)}`, template: rules },
      { code: 'varies_early' },
    ],
  ])('is %s', (_what, text, expected) => {
    expect(findings(text, { strategy })).toEqual([expect.objectContaining({ severity: 'warning', ...expected })])
  })

  it('is not what only says what not to do, nor what stands in a comment, a tag or a short length', () => {
    const template = `${rules}\nNever write "game-changer".\n{% comment %}customer{% endcomment %}{% assign a = "customer" %}{{ a }}\nSentences of at most 20 words.\nAbout 700 words.`
    expect(findings({ template }, { strategy })).toEqual([])
  })
})

describe('partials', () => {
  it('are looked through for names, and say their part of what has to be said', () => {
    const partials = [partial('form', `${output}\n{{ vars.sesson }} {{ season }}`)]
    const text = { system_template: "{% render 'form', season: topic %}", template: told }
    expect(findings(text, { partials })).toEqual([
      expect.objectContaining({
        code: 'undeclared_variable',
        part: 'template',
        message: 'in the partial "form", line 2: the variable "vars.sesson" is not declared: add it to the variables',
      }),
    ])
    expect(
      findings({ ...text, system_template: "{% render 'form' %}" }, { partials: [partial('form', output)] }),
    ).toEqual([])
  })

  it('are only read themselves', () => {
    const version = { kind: 'partial' as const, name: 'voice', content_type: 'any' as const }
    const examined = (template: string) =>
      examineVersion(
        { ...version, ...promptText.parse({ template }) },
        { partials: [partial('voice', 'earlier')], models },
      )
    expect(examined('Speak of {{ season }}.')).toEqual({ findings: [], size: null })
    expect(examined('{% if %}').findings).toHaveLength(1)
    expect(examined("{% render 'voice' %}").findings[0]?.message).toContain('circle')
  })
})

describe('the templates of the house', () => {
  let templates: HouseTemplate[]
  beforeAll(async () => {
    templates = await readHouseTemplates()
  })

  it('have nothing said against them', () => {
    for (const { name, template, system_template, partials = [] } of templates)
      expect([name, examine({ template, system_template }, { partials }).findings]).toEqual([name, []])
  })
})

describe('a long and strange text', () => {
  const strategy: StrategyConfiguration = {
    content: {
      banned_phrases: Array.from({ length: 200 }, (_, index) => `a b ${index}`),
      term_map: Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`a old term ${index}`, 'new'])),
    },
  }
  // The time of a test is vitest's own limit here: read again from every place, these would take minutes.
  it.each([
    ...[
      'a\n',
      'a ',
      'a b ',
      'a b 1\n',
      '1',
      '1,',
      '1 word ',
      '- never x\n- x\n',
      ' \n',
      '# ',
      '{{ topic }}\n',
      '{{ aa.bb }}',
    ],
    ...['{{ vars.a }}', '{{ brand.voicevoicevoice }}\n', '{% comment %}', '{% comment %}a{% endcomment %}', '{{'],
  ])('is looked through soon: %j', (unit) => {
    const text = unit.repeat(Math.floor(49_000 / unit.length))
    const { findings: found } = examine({ system_template: text, template: `x${text}` }, { strategy })
    expect(found.length).toBeLessThanOrEqual(100)
  })

  it('is looked through soon, whatever stands in raw text', () => {
    const { findings: found } = examine({ template: `${told}{% raw x %}${'{{'.repeat(24_000)}{% endraw %}` })
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('has no more places told than one can read', () => {
    const found = findings({ template: `${told}\n${'a b 1\n'.repeat(500)}` }, { strategy })
    expect(found.filter(({ code }) => code === 'banned_phrase').map(({ line }) => line)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 2),
    )
  })
})

it('tags, values, comments and raw text are blanked, and nothing else', () => {
  expect(blankTags('a{% raw x %}{{ b {% endraw %}c{{ d }}e{{ f')).toBe(`a${' '.repeat(28)}c${' '.repeat(7)}e{{ f`)
  expect(blankTags('{% comment %}x{% if %}\n{% endcomment %}a')).toBe(`${' '.repeat(22)}\n${' '.repeat(16)}a`)
})

describe('any text', () => {
  it('is answered with findings, never with anything else', () => {
    const fragment = fc.constantFrom(
      ...[
        '{{ topic }}',
        '{{ nope }}',
        '{{ vars.x }}',
        '{% if brief %}',
        '{% endif %}',
        '{{ keywords',
        '%}',
        '{% render "x" %}',
      ],
      ...[
        '{% for k in keywords %}',
        '{{ k.a }}',
        '{% endfor %}',
        '{% assign a = brand %}',
        '{{ a.b.c }}',
        '{{ [topic] }}',
      ],
      ...[
        '{{ seo["title_length"].min }}',
        '{{ keywords[topic].x }}',
        '500 words',
        '- Never x.',
        '- x.',
        '\n',
        '{% comment %}',
      ],
      ...[
        '{{ constructor }}',
        '{{ __proto__.x }}',
        '{% raw %}{{ x }}{% endraw %}',
        '{% liquid echo topic %}',
        '{{ (1..3) }}',
      ],
    )
    const text = fc
      .array(fc.oneof(fragment, fc.string({ maxLength: 8 })), { maxLength: 12 })
      .map((parts) => `x${parts.join('')}`)
    fc.assert(
      fc.property(text, text, (system_template, template) => {
        const { findings, size } = examine({ system_template, template })
        for (const { message, line = 1, column = 1 } of findings) {
          expect(message).not.toMatch(/undefined$|\[object|TypeError/)
          expect([line > 0, column > 0]).toEqual([true, true])
        }
        expect(size === null).toBe(findings.some(({ severity, code }) => severity === 'error' && code !== 'too_long'))
      }),
      { numRuns: 300 },
    )
  })
})
