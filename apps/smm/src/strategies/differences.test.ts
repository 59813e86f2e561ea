import { strategyConfiguration, type StrategyConfiguration } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { auditOf, differencesBetween, type TextOfStrategy, tidyText } from './differences.ts'

const text = (configuration: StrategyConfiguration, merge_modes: TextOfStrategy['merge_modes'] = {}) => {
  return { configuration, merge_modes }
}

describe('what differs between two texts', () => {
  it.each<[string, TextOfStrategy, TextOfStrategy, object[]]>([
    [
      'nothing, in another order of keys',
      text({ brand: { tone: 'a', voice: 'b' } }),
      text({ brand: { voice: 'b', tone: 'a' } }),
      [],
    ],
    ['nothing, with an empty section', text({}), text({ brand: {} }), []],
    [
      'nothing, when override is written out',
      text({ content: { cta: 'a' } }),
      text({ content: { cta: 'a' } }, { 'content.cta': 'override' }),
      [],
    ],
    [
      'a field more',
      text({}),
      text({ content: { cta: 'Call' } }, { 'content.cta': 'locked' }),
      [{ path: 'content.cta', change: 'added', after: 'Call', mode_before: null, mode_after: 'locked' }],
    ],
    [
      'a field less',
      text({ content: { cta: 'Call' } }),
      text({}),
      [{ path: 'content.cta', change: 'removed', before: 'Call', mode_before: 'override', mode_after: null }],
    ],
    [
      'a sentence',
      text({ content: { cta: 'Call' } }),
      text({ content: { cta: 'Write' } }),
      [
        {
          path: 'content.cta',
          change: 'changed',
          before: 'Call',
          after: 'Write',
          mode_before: 'override',
          mode_after: 'override',
        },
      ],
    ],
    [
      'only the mode',
      text({ content: { cta: 'Call' } }),
      text({ content: { cta: 'Call' } }, { 'content.cta': 'locked' }),
      [
        {
          path: 'content.cta',
          change: 'mode',
          before: 'Call',
          after: 'Call',
          mode_before: 'override',
          mode_after: 'locked',
        },
      ],
    ],
    [
      'items of a list',
      text({ brand: { dos: ['a', 'b'] } }),
      text({ brand: { dos: ['b', 'c'] } }),
      [expect.objectContaining({ path: 'brand.dos', change: 'changed', gained: ['c'], lost: ['a'] })],
    ],
    [
      'the order of a list',
      text({ content: { structure: ['a', 'b'] } }),
      text({ content: { structure: ['b', 'a'] } }),
      [expect.objectContaining({ path: 'content.structure', change: 'changed', gained: [], lost: [] })],
    ],
    [
      'entries of a map',
      text({ content: { term_map: { a: 'b', c: 'd' } } }),
      text({ content: { term_map: { a: 'x', c: 'd' } } }),
      [expect.objectContaining({ gained: [['a', 'x']], lost: [['a', 'b']] })],
    ],
    [
      'a bound',
      text({ content: { word_count: { min: 1, max: 2 } } }),
      text({ content: { word_count: { max: 2 } } }),
      [expect.objectContaining({ gained: [], lost: [['min', 1]] })],
    ],
    [
      'several fields, in the contract’s order',
      text({}),
      text({ caching: { ttl_seconds: 0 }, brand: { tone: 'a' } }),
      [
        expect.objectContaining({ path: 'brand.tone' }),
        expect.objectContaining({ path: 'caching.ttl_seconds', after: 0 }),
      ],
    ],
  ])('%s', (_what, before, after, expected) => expect(differencesBetween(before, after)).toEqual(expected))

  it('goes into the audit as what changed, and no more', () => {
    const before = text({ content: { cta: 'Call' }, brand: { tone: 'Dry' } })
    const after = text({ content: { cta: 'Call' }, brand: { voice: 'Warm' } }, { 'content.cta': 'locked' })
    expect(auditOf(differencesBetween(before, after))).toEqual({
      before: { 'brand.tone': { value: 'Dry', mode: 'override' }, 'content.cta': { value: 'Call', mode: 'override' } },
      after: { 'brand.voice': { value: 'Warm', mode: 'override' }, 'content.cta': { value: 'Call', mode: 'locked' } },
    })
  })
})

describe('a text as it is stored', () => {
  it('has no empty sections and no modes that say nothing', () => {
    const given = text(
      { brand: {}, content: { cta: 'Call', must_include: [] } },
      {
        'content.cta': 'override',
        'content.must_include': 'locked',
        'brand.tone': 'inherit',
      },
    )
    expect(tidyText(given)).toEqual(
      text({ content: { cta: 'Call', must_include: [] } }, { 'content.must_include': 'locked' }),
    )
  })

  it('keeps what is parked', () => {
    const parked = text({ content: { cta: 'Call' } }, { 'content.cta': 'inherit' })
    expect(tidyText(parked)).toEqual(parked)
  })

  it('still keeps to the contract', () => {
    expect(strategyConfiguration.safeParse(tidyText(text({ seo: {} })).configuration).success).toBe(true)
  })
})
