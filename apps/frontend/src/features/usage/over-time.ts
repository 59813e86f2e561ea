import type { UsageFigures, UsageGroup } from '@hg/contracts'
import { addUsd } from '#lib/usd.ts'
import type { Metric } from './usage-filters.ts'

/** One bar of a chart over time: a day, or a month where days would be too many. */
export interface Bar {
  key: string
  label: string
  costUsd: string
  jobs: number
  tokens: number
}

/** More days than that are shown as months. */
const mostDays = 92
const dayMs = 86_400_000

const dayLabel = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const monthLabel = new Intl.DateTimeFormat('en', { month: 'short', year: 'numeric', timeZone: 'UTC' })

/** `2026-11-05` as `Nov 5`. Days are the client's own, so no time zone moves them. */
export function dayName(day: string): string {
  return dayLabel.format(new Date(day))
}

/** A bar for each day between the two, those without use included; or for each month. */
export function toBars(items: UsageGroup[], from: string, to: string): { bars: Bar[]; unit: 'day' | 'month' } {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1
  const unit = days > mostDays ? 'month' : 'day'
  const keyOf = (day: string) => (unit === 'day' ? day : day.slice(0, 7))
  const bars = new Map<string, Bar>()
  for (let index = 0; index < days; index++) {
    const key = keyOf(new Date(Date.parse(from) + index * dayMs).toISOString().slice(0, 10))
    const label = unit === 'day' ? dayName(key) : monthLabel.format(new Date(`${key}-01`))
    if (!bars.has(key)) bars.set(key, { key, label, costUsd: '0', jobs: 0, tokens: 0 })
  }
  for (const item of items) {
    const bar = bars.get(keyOf(item.key))
    if (!bar) continue
    bar.costUsd = addUsd(bar.costUsd, item.cost_usd)
    bar.jobs += item.jobs
    bar.tokens += tokensOf(item)
  }
  return { bars: [...bars.values()], unit }
}

/** Everything that was read and written. */
export function tokensOf({ input_tokens, output_tokens }: UsageFigures): number {
  return input_tokens + output_tokens
}

/** A bar's length, for drawing only. */
export function lengthOf(bar: Pick<Bar, 'costUsd' | 'jobs' | 'tokens'>, metric: Metric): number {
  return metric === 'cost' ? Number(bar.costUsd) : metric === 'pieces' ? bar.jobs : bar.tokens
}
