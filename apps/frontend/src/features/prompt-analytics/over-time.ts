import type { PromptAnalytics } from '@hg/contracts'
import type { AnalyticsMetric } from './get-analytics.ts'

type OverTime = PromptAnalytics['over_time'][number]

/** A line of the chart: one version of one template. */
export interface Series {
  key: string
  name: string
}

/** A day or week with the figure of each series; null where it has none. */
export interface Point {
  at: string
  label: string
  values: Record<string, number | null>
}

/** More lines than can be told apart are left to the table. */
export const mostSeries = 5

const keyOf = ({ template_id, version }: Pick<OverTime, 'template_id' | 'version'>) => `${template_id} ${version}`
const dayLabel = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const dayMs = 86_400_000

/**
 * The most used versions over time: a point for each day or week from the first to the last of which something is known.
 * What was not used has none of its figures, and no uses.
 */
export function toSeries(
  { items, over_time, group }: Pick<PromptAnalytics, 'items' | 'over_time' | 'group'>,
  metric: AnalyticsMetric,
): { series: Series[]; points: Point[] } {
  const uses = new Map<string, Series & { uses: number }>()
  for (const item of items) {
    const key = keyOf(item)
    const name = `${item.template_name ?? 'Template'}, version ${item.version}`
    uses.set(key, { key, name, uses: (uses.get(key)?.uses ?? 0) + item.uses })
  }
  const series = [...uses.values()]
    .toSorted((a, b) => b.uses - a.uses)
    .slice(0, mostSeries)
    .map(({ key, name }) => ({ key, name }))
  const shown = new Set(series.map(({ key }) => key))
  const known = over_time.filter((one) => shown.has(keyOf(one)))
  const days = known.map(({ at }) => Date.parse(at))
  if (days.length === 0) return { series, points: [] }
  const step = (group === 'day' ? 1 : 7) * dayMs
  const points: Point[] = []
  for (let at = Math.min(...days); at <= Math.max(...days); at += step) {
    const day = new Date(at).toISOString().slice(0, 10)
    const values = Object.fromEntries(series.map(({ key }) => [key, metric === 'uses' ? 0 : null]))
    points.push({ at: day, label: dayLabel.format(at), values })
  }
  const byDay = new Map(points.map((point) => [point.at, point]))
  for (const one of known) {
    const point = byDay.get(one.at)
    if (point) point.values[keyOf(one)] = figureOf(one, metric)
  }
  return { series, points }
}

/** A line's height, for drawing only. */
export function figureOf(
  figures: Pick<
    OverTime,
    'uses' | 'success_rate' | 'mean_score' | 'cost_per_piece_usd' | 'mean_prompt_tokens' | 'mean_seconds'
  >,
  metric: AnalyticsMetric,
): number | null {
  switch (metric) {
    case 'uses':
      return figures.uses
    case 'success':
      return figures.success_rate === null ? null : figures.success_rate * 100
    case 'score':
      return figures.mean_score
    case 'cost':
      return figures.cost_per_piece_usd === null ? null : Number(figures.cost_per_piece_usd)
    case 'tokens':
      return figures.mean_prompt_tokens
    case 'time':
      return figures.mean_seconds
  }
}
