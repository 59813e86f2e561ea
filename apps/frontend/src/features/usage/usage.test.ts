import type { UsageGroup } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { toBars } from './over-time.ts'
import { daysOf, daysOfPeriod, periodOf, periods, wrongDays } from './usage-filters.ts'
import { nameOf } from './words.ts'

const group = (key: string, cost_usd = '0.1'): UsageGroup => ({
  ...{ key, label: key, cost_usd, estimated_usd: '0', jobs: 1, cached_jobs: 0, attempts: 2 },
  ...{ input_tokens: 100, output_tokens: 50, cached_input_tokens: 0, cache_write_tokens: 0, reasoning_tokens: 0 },
})

describe('a chart over time', () => {
  it('has a bar for each day, those without use included, across the end of summer time', () => {
    const { bars, unit } = toBars([group('2026-10-25'), group('2026-10-27', '0.2')], '2026-10-24', '2026-10-27')
    expect(unit).toBe('day')
    expect(bars.map(({ key, label, costUsd, tokens }) => [key, label, costUsd, tokens])).toEqual([
      ['2026-10-24', 'Oct 24', '0', 0],
      ['2026-10-25', 'Oct 25', '0.1', 150],
      ['2026-10-26', 'Oct 26', '0', 0],
      ['2026-10-27', 'Oct 27', '0.2', 150],
    ])
  })

  it('has a bar for each month where days would be too many, and loses no digit', () => {
    const { bars, unit } = toBars([group('2026-01-31', '0.1'), group('2026-01-01', '0.2')], '2025-12-15', '2026-04-01')
    expect(unit).toBe('month')
    expect(bars.map(({ key, costUsd, jobs }) => [key, costUsd, jobs])).toEqual([
      ['2025-12', '0', 0],
      ['2026-01', '0.3', 2],
      ['2026-02', '0', 0],
      ['2026-03', '0', 0],
      ['2026-04', '0', 0],
    ])
  })
})

describe('the days of a period', () => {
  const now = new Date(2026, 2, 5, 12)
  it.each([
    ['week', '2026-02-27', '2026-03-05'],
    ['month', '2026-03-01', '2026-03-05'],
    ['last_month', '2026-02-01', '2026-02-28'],
    ['recent', '', ''],
  ] as const)('%s', (period, from, to) => {
    expect(daysOfPeriod(period, now)).toEqual({ from, to })
  })

  it('name their period again, and others none', () => {
    for (const period of periods.filter((one) => one !== 'own'))
      expect(periodOf(daysOfPeriod(period, now), now)).toBe(period)
    expect(periodOf({ from: '2026-01-07', to: '' }, now)).toBe('own')
  })

  it('that are half typed are not asked for', () => {
    expect(daysOf({ from: '2026-0', to: '2026-03-01' })).toEqual({ to: '2026-03-01' })
  })
})

describe('days', () => {
  it.each([
    ['2026-11-20', '2026-11-01', /after the last/],
    ['2020-01-01', '2026-11-01', /1,100 days/],
    ['2026-11-01', '2026-11-01', /^$/],
    ['2026-11-20', '', /^$/],
  ])('from %s to %s', (from, to, why) => expect(wrongDays({ from, to }) ?? '').toMatch(why))
})

describe('what a group is called', () => {
  it.each([
    ['provider', 'openai', 'OpenAI', null],
    ['model', 'groq/openai/gpt-oss-120b', 'openai/gpt-oss-120b', 'Groq'],
    ['model', 'openai/', 'Not known', 'OpenAI'],
    ['content_type', 'blog_post', 'Blog post', null],
    ['client', 'Ohio Paving Co.', 'Ohio Paving Co.', null],
  ] as const)('%s %s', (by, key, name, aside) => {
    expect(nameOf(by, group(key))).toEqual({ name, aside })
  })
})
