import { type MergeModes, type StrategyConfiguration, strategyFields } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import {
  changedPaths,
  compareEdits,
  problemsOf,
  type StrategyText,
  takeFields,
  toFields,
  toText,
} from './editor-text.ts'

const text = (configuration: StrategyConfiguration, merge_modes: MergeModes = {}): StrategyText => {
  return { configuration, merge_modes }
}
const nothing = text({})

/** A text after some of its fields were changed on the page. */
function edit(stored: StrategyText, changes: Parameters<typeof toText>[0]): StrategyText {
  return toText({ ...toFields(stored), ...changes }, stored)
}

const full = text(
  {
    brand: { tone: 'Dry', dos: ['a', 'b'] },
    seo: { internal_links: [{ url: 'https://a.example', anchor: 'A' }], keyword_density: { min: 0, max: 2 } },
    content: { word_count: { min: 300 }, term_map: { probe: 'sensor' }, cta: 'Call' },
    llm: { temperature: 0, allowed_providers: ['groq'] },
    caching: { ttl_seconds: 0 },
  },
  { 'brand.dos': 'extend', 'content.cta': 'locked', 'brand.tone': 'inherit' },
)

describe('a strategy on the page', () => {
  it('has every field of the contract', () => {
    expect(Object.keys(toFields(nothing))).toEqual(strategyFields.map(({ path }) => path))
  })

  it('comes back as it was when nothing is touched', () => {
    expect(toText(toFields(full), full)).toEqual(full)
    expect(changedPaths(full, toText(toFields(full), full))).toEqual([])
  })

  it.each<[string, Parameters<typeof toText>[0], StrategyText]>([
    ['a sentence', { 'brand.tone': { mode: 'override', value: 'Warm' } }, text({ brand: { tone: 'Warm' } })],
    ['a sentence still empty says nothing', { 'brand.tone': { mode: 'locked', value: '  ' } }, nothing],
    ['what is left to those above is not said', { 'brand.tone': { mode: 'inherit', value: 'Typed' } }, nothing],
    [
      'a list without its empty lines',
      { 'brand.dos': { mode: 'override', value: [' a ', '', 'b'] } },
      text({ brand: { dos: ['a', 'b'] } }),
    ],
    ['an empty list empties', { 'brand.dos': { mode: 'override', value: [] } }, text({ brand: { dos: [] } })],
    ['an empty list adds nothing', { 'brand.dos': { mode: 'extend', value: [''] } }, nothing],
    [
      'terms without empty rows',
      {
        'content.term_map': {
          mode: 'extend',
          value: [
            ['a', ' b '],
            ['', ''],
          ],
        },
      },
      text({ content: { term_map: { a: 'b' } } }, { 'content.term_map': 'extend' }),
    ],
    [
      'one bound alone',
      { 'content.word_count': { mode: 'override', value: { min: undefined, max: 900 } } },
      text({ content: { word_count: { max: 900 } } }),
    ],
    [
      'no bound at all',
      { 'content.word_count': { mode: 'override', value: { min: undefined, max: undefined } } },
      nothing,
    ],
    ['zero', { 'caching.ttl_seconds': { mode: 'override', value: 0 } }, text({ caching: { ttl_seconds: 0 } })],
    [
      'a link without words',
      {
        'seo.internal_links': {
          mode: 'override',
          value: [
            { url: ' https://a.example ', anchor: '' },
            { url: '', anchor: ' ' },
          ],
        },
      },
      text({ seo: { internal_links: [{ url: 'https://a.example' }] } }),
    ],
  ])('says %s', (_what, changes, expected) => expect(edit(nothing, changes)).toEqual(expected))

  it('keeps in reserve what was stored in reserve, and drops it once that is changed', () => {
    const stored = text({ brand: { tone: 'Dry' } }, { 'brand.tone': 'inherit' })
    expect(toText(toFields(stored), stored)).toEqual(stored)
    expect(edit(stored, { 'brand.tone': { mode: 'override', value: 'Dry' } })).toEqual(text({ brand: { tone: 'Dry' } }))
  })
})

describe('what is wrong', () => {
  it.each<[StrategyConfiguration, Record<string, string>]>([
    [{}, {}],
    [{ content: { word_count: { min: 9, max: 2 } } }, { 'content.word_count': 'Min must not exceed max' }],
    [{ seo: { internal_links: [{ url: 'nowhere' }] } }, { 'seo.internal_links': 'Invalid URL' }],
    [{ llm: { temperature: 3 } }, { 'llm.temperature': 'Must be at most 2' }],
    [{ content: { language: 'English' } }, { 'content.language': 'Must be a BCP 47 language tag, such as en-US' }],
  ])('in %j stands at its field', (configuration, problems) =>
    expect(problemsOf(text(configuration))).toEqual(problems),
  )
})

describe('two who edit the same strategy', () => {
  const base = text({ brand: { tone: 'Dry' }, content: { cta: 'Call', language: 'en' } })
  const theirs = text({ brand: { tone: 'Warm' }, content: { cta: 'Write', language: 'en' } })
  const mine = text({ brand: { tone: 'Dry', voice: 'Plain' }, content: { cta: 'Visit', language: 'en' } })

  it('are compared by what each changed', () => {
    expect(compareEdits(base, theirs, mine)).toEqual({
      theirs: ['brand.tone'],
      mine: ['brand.voice'],
      both: ['content.cta'],
    })
    expect(compareEdits(base, theirs, theirs).both).toEqual([])
  })

  it('are brought together field by field', () => {
    expect(takeFields(theirs, mine, ['brand.voice'])).toEqual(
      text({ brand: { tone: 'Warm', voice: 'Plain' }, content: { cta: 'Write', language: 'en' } }),
    )
    expect(takeFields(theirs, mine, ['brand.voice', 'content.cta']).configuration.content?.cta).toBe('Visit')
  })

  it('bring modes and what was taken out along', () => {
    const locked = text({ content: { cta: 'Call' } }, { 'content.cta': 'locked' })
    expect(takeFields(base, locked, ['content.cta']).merge_modes).toEqual({ 'content.cta': 'locked' })
    expect(takeFields(base, nothing, ['content.cta']).configuration).toEqual({
      brand: { tone: 'Dry' },
      content: { language: 'en' },
    })
  })
})
