import type { PromptAnalytics } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { toSeries } from './over-time.ts'

const figures = {
  success_rate: 0.75,
  mean_score: 80,
  cost_per_piece_usd: '0.02',
  mean_prompt_tokens: null,
  mean_seconds: 9,
}
const at = (day: string, version: number, uses: number) =>
  ({ template_id: 't', version, at: day, uses, ...figures }) as PromptAnalytics['over_time'][number]
const item = (version: number, uses: number, content_type = 'faq') =>
  ({ template_id: 't', template_name: 'FAQ', version, uses, content_type }) as PromptAnalytics['items'][number]

describe('versions over time', () => {
  it('have a point for each day between the first and the last, the most used version first', () => {
    const analytics = {
      group: 'day' as const,
      items: [item(1, 2), item(2, 3), item(1, 2, 'article')],
      over_time: [at('2026-03-01', 1, 4), at('2026-03-03', 2, 3)],
    }
    const { series, points } = toSeries(analytics, 'uses')
    expect(series.map(({ name }) => name)).toEqual(['FAQ, version 1', 'FAQ, version 2'])
    expect(points.map(({ at, values }) => [at, values['t 1'], values['t 2']])).toEqual([
      ['2026-03-01', 4, 0],
      ['2026-03-02', 0, 0],
      ['2026-03-03', 0, 3],
    ])
    expect(toSeries(analytics, 'cost').points[1]?.values['t 1']).toBeNull()
    expect(toSeries(analytics, 'cost').points[0]?.values['t 1']).toBe(0.02)
    expect(toSeries(analytics, 'success').points[0]?.values['t 1']).toBe(75)
  })

  it('step by weeks where the answer does, and are none where nothing is known', () => {
    const over_time = [at('2026-03-02', 1, 1), at('2026-03-16', 1, 1)]
    const days = toSeries({ group: 'week', items: [item(1, 2)], over_time }, 'score').points.map((point) => point.at)
    expect(days).toEqual(['2026-03-02', '2026-03-09', '2026-03-16'])
    expect(toSeries({ group: 'week', items: [], over_time: [] }, 'uses')).toEqual({ series: [], points: [] })
  })
})
