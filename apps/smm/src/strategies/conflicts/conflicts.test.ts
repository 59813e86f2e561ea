import type { ContentTypeOrAny, MergeLayer, MergeModes, StrategyConfiguration } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { findConflicts, joinConflicts } from './find-conflicts.ts'
import { isDensityPossible } from './limits.ts'
import { findSilenced } from './locks.ts'

const names = ['Root', 'Agency', 'Customer']
const idOf = (index: number) => `0190a6d8-0000-7000-8000-00000000000${index}`

function layer(
  index: number,
  configuration: StrategyConfiguration,
  merge_modes: MergeModes = {},
  content_type: ContentTypeOrAny = 'any',
): MergeLayer {
  return {
    strategy_id: idOf(index),
    version: index + 1,
    name: `${names[index]} brand`,
    content_type,
    client_id: idOf(index),
    client_name: names[index] ?? '',
    configuration,
    merge_modes,
  }
}

const model = (provider: string, name: string, status = 'available', successor: string | null = null) => {
  return { provider, model: name, status, successor }
}
const models = [
  model('openai', 'gpt-new'),
  model('openai', 'gpt-old', 'retired', 'gpt-new'),
  model('google', 'gem-late', 'deprecated'),
  model('groq', 'shared'),
  model('openai', 'shared', 'retired'),
]

/** `code severity paths` of each conflict of these texts, merged from the root down. */
function found(texts: StrategyConfiguration[], type: ContentTypeOrAny = 'any', modes: MergeModes[] = []): string[] {
  const layers = texts.map((text, index) => layer(index, text, modes[index]))
  return findConflicts(layers, type, models).map(({ code, severity, paths }) => [code, severity, ...paths].join(' '))
}

const banned = (...phrases: string[]): StrategyConfiguration => ({ content: { banned_phrases: phrases } })

describe('phrases that are forbidden and asked for', () => {
  it.each<[string, StrategyConfiguration[], string[]]>([
    ['nothing is wrong with nothing', [], []],
    [
      'a banned phrase that is a keyword',
      [banned('cheap'), { seo: { primary_keywords: ['cheap'] } }],
      ['banned_and_used error seo.primary_keywords content.banned_phrases'],
    ],
    [
      'a banned phrase within a keyword, in any case',
      [banned('Cheap'), { seo: { primary_keywords: ['asphalt', 'CHEAP  paving'] } }],
      ['banned_and_used error seo.primary_keywords content.banned_phrases'],
    ],
    ['a banned phrase that is only part of a word', [banned('art'), { seo: { primary_keywords: ['artists'] } }], []],
    [
      'a banned phrase that is a related term',
      [banned('cheap'), { seo: { secondary_keywords: ['cheap'] } }],
      ['banned_and_used warning seo.secondary_keywords content.banned_phrases'],
    ],
    [
      'a banned phrase that must be included',
      [banned('best in town'), { content: { must_include: ['the best in town'] } }],
      ['banned_and_used error content.must_include content.banned_phrases'],
    ],
    [
      'a banned phrase in the call to action',
      [banned('free quote'), { content: { cta: 'Get your free quote today.' } }],
      ['banned_and_used error content.cta content.banned_phrases'],
    ],
    [
      'a banned phrase in a disclaimer',
      [banned('guaranteed'), { content: { required_disclaimers: ['Results are not guaranteed.'] } }],
      ['banned_and_used error content.required_disclaimers content.banned_phrases'],
    ],
    [
      'a banned phrase that a term is replaced by',
      [banned('handyman'), { content: { term_map: { electrician: 'handyman' } } }],
      ['banned_and_used error content.term_map content.banned_phrases'],
    ],
    ['a banned phrase that a term map replaces', [banned('probe'), { content: { term_map: { probe: 'sensor' } } }], []],
    [
      'a banned phrase in a heading and in a link',
      [
        banned('cheap'),
        {
          content: { structure: ['Cheap?'] },
          seo: { internal_links: [{ url: 'https://a.example', anchor: 'cheap' }] },
        },
      ],
      [
        'banned_and_used warning content.structure content.banned_phrases',
        'banned_and_used warning seo.internal_links content.banned_phrases',
      ],
    ],
    [
      'what must be avoided and must be included',
      [{ content: { must_avoid: ['prices'] } }, { content: { must_include: ['our prices'] } }],
      ['avoided_and_used error content.must_include content.must_avoid'],
    ],
    [
      'a replaced term that must be included',
      [{ content: { term_map: { probe: 'sensor' }, must_include: ['the probe'] } }],
      ['replaced_and_used error content.must_include content.term_map'],
    ],
    [
      'a replaced term in the call to action',
      [{ content: { term_map: { probe: 'sensor' }, cta: 'Order a probe.' } }],
      ['replaced_and_used warning content.cta content.term_map'],
    ],
    [
      'a term whose replacement contains it',
      [{ content: { term_map: { car: 'electric car' }, must_include: ['electric car'] } }],
      [],
    ],
    ['terms in a chain', [{ content: { term_map: { a: 'b' } } }, { content: { term_map: { b: 'c' } } }], []],
    [
      'the same rule under do and don’t',
      [{ brand: { dos: ['Use humour.'], donts: ['use humour'] } }],
      ['do_and_dont warning brand.dos brand.donts'],
    ],
    [
      'a keyword that is banned where it no longer applies',
      [banned('cheap'), banned('other'), { seo: { primary_keywords: ['cheap'] } }],
      [],
    ],
  ])('%s', (_what, texts, expected) => expect(found(texts)).toEqual(expected))

  it('chain only where both terms come out of the merge', () => {
    const texts: StrategyConfiguration[] = [
      { content: { term_map: { a: 'b' } } },
      { content: { term_map: { b: 'c' } } },
    ]
    expect(found(texts, 'any', [{}, { 'content.term_map': 'extend' }])).toEqual([
      'terms_in_a_chain warning content.term_map',
    ])
  })

  it('name the phrases, and the layers that say them', () => {
    const layers = [
      layer(0, banned('in conclusion')),
      layer(1, banned('cheap'), { 'content.banned_phrases': 'extend' }),
      layer(2, banned('fast'), { 'content.banned_phrases': 'extend' }),
      layer(2, { seo: { primary_keywords: ['cheap paving', 'asphalt'] } }),
    ]
    const [conflict, ...others] = findConflicts(layers, 'article')
    expect(others).toEqual([])
    expect(conflict).toMatchObject({ values: ['cheap'], content_types: ['article'] })
    expect(conflict?.message).toBe('“cheap” is banned, and stands in Primary keywords: “cheap paving”.')
    expect(conflict?.remedy).toContain('Banned phrases')
    expect(conflict?.parties.map(({ path, client_name }) => [path, client_name])).toEqual([
      ['seo.primary_keywords', 'Customer'],
      ['content.banned_phrases', 'Agency'],
    ])
  })
})

describe('figures that cannot hold together', () => {
  const words = (min: number, max: number): StrategyConfiguration => ({ content: { word_count: { min, max } } })
  const density = (min: number, max: number): StrategyConfiguration => ({ seo: { keyword_density: { min, max } } })

  it.each<[string, StrategyConfiguration[], MergeModes[], ContentTypeOrAny, string[]]>([
    [
      'bounds of two layers that turn the range around',
      [{ content: { word_count: { min: 800 } } }, { content: { word_count: { max: 500 } } }],
      [{}, { 'content.word_count': 'extend' }],
      'any',
      ['range_reversed error content.word_count'],
    ],
    [
      'a reading level turned around',
      [{ content: { reading_level: { min_grade: 9 } } }, { content: { reading_level: { max_grade: 6 } } }],
      [{}, { 'content.reading_level': 'extend' }],
      'any',
      ['range_reversed error content.reading_level'],
    ],
    [
      'bounds of two layers that fit',
      [{ content: { word_count: { min: 300 } } }, { content: { word_count: { max: 500 } } }],
      [{}, { 'content.word_count': 'extend' }],
      'any',
      [],
    ],
    [
      'a list that grew too long',
      [0, 1].map((tag) => ({ brand: { dos: Array.from({ length: 150 }, (_, index) => `${tag} ${index}`) } })),
      [{}, { 'brand.dos': 'extend' }],
      'any',
      ['list_too_long error brand.dos'],
    ],
    [
      'a density that one mention exceeds',
      [words(40, 60), density(0.5, 1)],
      [],
      'any',
      ['density_impossible error seo.keyword_density content.word_count'],
    ],
    ['a density that is possible', [words(400, 600), density(0.5, 1)], [], 'any', []],
    ['a density for an unknown length', [density(0.5, 1)], [], 'any', []],
    [
      'a density for the usual length of a type',
      [density(0.5, 1)],
      [],
      'social_post',
      ['density_impossible error seo.keyword_density content.word_count'],
    ],
    ['the same for a longer type', [density(0.5, 1)], [], 'article', []],
    [
      'keywords that fill the text',
      [words(400, 600), density(5, 8), { seo: { primary_keywords: ['one two three', 'four five six'] } }],
      [{}, {}, {}],
      'any',
      ['density_impossible warning seo.keyword_density seo.primary_keywords'],
    ],
    [
      'sections without a level to stand on',
      [{ seo: { headings: { max_depth: 1, min_h2: 2 } } }],
      [],
      'any',
      ['headings_impossible error seo.headings'],
    ],
    ['no sections, no level', [{ seo: { headings: { max_depth: 1, min_h2: 0 } } }], [], 'article', []],
    [
      'the usual sections without a level',
      [{ seo: { headings: { max_depth: 1 } } }],
      [],
      'article',
      ['headings_impossible error seo.headings'],
    ],
    [
      'fewer sections than asked for',
      [{ seo: { headings: { min_h2: 3 } }, content: { structure: ['a', 'b'] } }],
      [],
      'any',
      ['sections_too_few warning content.structure seo.headings'],
    ],
    [
      'disclaimers longer than the piece',
      [words(5, 10), { content: { required_disclaimers: ['one two three four five six seven eight nine ten'] } }],
      [{}, {}],
      'any',
      ['disclaimers_too_long error content.required_disclaimers content.word_count'],
    ],
  ])('%s', (_what, texts, modes, type, expected) => expect(found(texts, type, modes)).toEqual(expected))

  it('say how much of the text the keywords would be', () => {
    const seo = { keyword_density: { min: 5, max: 8 }, primary_keywords: ['one two three', 'four five six'] }
    const [conflict] = findConflicts([layer(0, { seo, content: { word_count: { min: 400, max: 600 } } })], 'any')
    expect(conflict).toMatchObject({ code: 'density_impossible', severity: 'warning' })
    expect(conflict?.message).toContain('30 %')
  })

  it('find disclaimers that leave no room', () => {
    const content = { word_count: { min: 5, max: 10 }, required_disclaimers: ['1 2 3 4 5 6 7 8'], cta: 'Call us' }
    expect(found([{ content }])).toEqual(['disclaimers_too_long error content.required_disclaimers content.word_count'])
  })

  it.each([
    [{ min: 0, max: 0 }, { min: 100, max: 200 }, false],
    [{ min: 0, max: 1 }, { min: 50, max: 99 }, false],
    [{ min: 0, max: 1 }, { min: 50, max: 100 }, true],
    [{ min: 0.5, max: 0.7 }, { min: 250, max: 250 }, false],
    [{ min: 1, max: 1 }, { min: 301, max: 399 }, false],
    [{ min: 1, max: 1 }, { min: 301, max: 400 }, true],
    [{ min: 0.1, max: 0.2 }, { min: 0, max: 10_000_000 }, true],
  ])('a density of %j is possible in %j words: %s', (given, length, expected) => {
    expect(isDensityPossible(given, length)).toBe(expected)
  })
})

describe('providers and models that would be refused', () => {
  const llm = (fields: NonNullable<StrategyConfiguration['llm']>): StrategyConfiguration => ({ llm: fields })
  it.each<[string, StrategyConfiguration[], string[]]>([
    [
      'a provider outside the allowed ones',
      [llm({ allowed_providers: ['google'] }), llm({ provider: 'groq' })],
      ['provider_not_allowed error llm.provider llm.allowed_providers'],
    ],
    ['an allowed provider', [llm({ allowed_providers: ['google', 'groq'] }), llm({ provider: 'groq' })], []],
    [
      'another provider for refused content, where only one may write',
      [llm({ allowed_providers: ['google'] }), llm({ on_refusal: 'other_provider' })],
      ['refusal_goes_nowhere warning llm.on_refusal llm.allowed_providers'],
    ],
    [
      'another provider for refused content, where there is one',
      [llm({ allowed_providers: ['google', 'groq'], on_refusal: 'other_provider' })],
      [],
    ],
    [
      'a model of a provider outside',
      [llm({ allowed_providers: ['google'], model: 'gpt-new' })],
      ['model_not_allowed error llm.model llm.allowed_providers'],
    ],
    [
      'provider and model outside, told once',
      [llm({ allowed_providers: ['google'], provider: 'openai', model: 'gpt-new' })],
      ['provider_not_allowed error llm.provider llm.allowed_providers'],
    ],
    [
      'a model of another provider',
      [llm({ provider: 'google', model: 'gpt-new' })],
      ['model_unknown error llm.model llm.provider'],
    ],
    ['a model that nobody knows', [llm({ model: 'gpt-99' })], ['model_unknown error llm.model']],
    ['a retired model', [llm({ model: 'gpt-old' })], ['model_retired error llm.model']],
    ['a model that one provider retired and another has', [llm({ model: 'shared' })], []],
    ['a model that will be retired', [llm({ model: 'gem-late' })], ['model_deprecated warning llm.model']],
    ['a model that is there', [llm({ provider: 'openai', model: 'gpt-new' })], []],
  ])('%s', (_what, texts, expected) => expect(found(texts)).toEqual(expected))

  it('name the successor of a retired model', () => {
    const [conflict] = findConflicts([layer(0, llm({ model: 'gpt-old' }))], 'any', models)
    expect([conflict?.message, conflict?.remedy]).toEqual([
      'OpenAI no longer answers for gpt-old. Requests are refused.',
      'Its successor is gpt-new.',
    ])
  })
})

describe('a lock', () => {
  const cta = (text: string): StrategyConfiguration => ({ content: { cta: text } })
  const locked: MergeModes = { 'content.cta': 'locked' }

  it.each<[string, [StrategyConfiguration, MergeModes][], number]>([
    [
      'ignores a value below',
      [
        [cta('Call'), locked],
        [cta('Write'), {}],
      ],
      1,
    ],
    [
      'ignores each value below',
      [
        [cta('Call'), locked],
        [cta('Write'), {}],
        [cta('Shout'), locked],
      ],
      2,
    ],
    [
      'ignores nothing that says the same',
      [
        [cta('Call'), locked],
        [cta('Call'), {}],
      ],
      0,
    ],
    [
      'ignores nothing that is parked',
      [
        [cta('Call'), locked],
        [cta('Write'), { 'content.cta': 'inherit' }],
      ],
      0,
    ],
    [
      'ignores nothing above it',
      [
        [cta('Call'), {}],
        [cta('Write'), locked],
      ],
      0,
    ],
  ])('%s', (_what, given, count) => {
    const layers = given.map(([text, modes], index) => layer(index, text, modes))
    const conflicts = findConflicts(layers, 'any')
    expect(conflicts.map(({ code }) => code)).toEqual(Array(count).fill('locked_above'))
    if (count > 0) {
      expect(conflicts[0]?.message).toContain('Root locked it in “Root brand”, version 1')
      expect(conflicts[0]?.parties.map(({ client_name }) => client_name)).toEqual(['Agency', 'Root'])
    }
  })

  const clients = new Map(
    [1, 2].map((index) => [idOf(index), { id: idOf(index), name: names[index] ?? '', slug: `s${index}` }]),
  )
  const subject = layer(1, cta('Call'), locked)

  it.each<[string, MergeLayer, MergeLayer[], MergeLayer[], number]>([
    ['silences those below', subject, [], [subject, layer(2, cta('Write'))], 1],
    ['silences no one who says the same', subject, [], [layer(2, cta('Call'))], 0],
    [
      'silences no one when the one above locks already',
      subject,
      [layer(0, cta('Stop'), locked)],
      [layer(2, cta('Write'))],
      0,
    ],
    [
      'silences another type of the same client',
      subject,
      [],
      [{ ...layer(1, cta('Write'), {}, 'faq'), strategy_id: idOf(9) }],
      1,
    ],
    [
      'of one type silences those for any content below',
      { ...subject, content_type: 'faq' },
      [],
      [layer(2, cta('Write'))],
      1,
    ],
    [
      'of one type silences no other type',
      { ...subject, content_type: 'faq' },
      [],
      [layer(2, cta('Write'), {}, 'email')],
      0,
    ],
    [
      'of one type silences not its own client’s for any content',
      { ...subject, content_type: 'faq' },
      [],
      [{ ...layer(1, cta('Write')), strategy_id: idOf(9) }],
      0,
    ],
  ])('%s', (_what, locker, above, below, count) => {
    const silenced = findSilenced(locker, above, below, clients)
    expect(silenced.map(({ silenced: who }) => who?.count)).toEqual(count === 0 ? [] : [count])
  })

  it('names whom it silences', () => {
    const [conflict] = findSilenced(subject, [], [layer(2, cta('Write'))], clients)
    expect(conflict).toMatchObject({
      code: 'silences_below',
      message: 'Locking Call to action silences what Customer says.',
      silenced: { clients: [{ name: 'Customer' }], count: 1 },
    })
  })
})

describe('conflicts of several content types', () => {
  it('are one where they say the same, errors first', () => {
    const text: StrategyConfiguration = {
      content: { banned_phrases: ['x'], must_include: ['x'] },
      brand: { dos: ['a'], donts: ['a'] },
    }
    const lists = (['faq', 'email'] as const).map((type) => findConflicts([layer(0, text)], type))
    expect(joinConflicts(lists).map(({ code, content_types }) => [code, content_types])).toEqual([
      ['banned_and_used', ['faq', 'email']],
      ['do_and_dont', ['faq', 'email']],
    ])
  })
})
