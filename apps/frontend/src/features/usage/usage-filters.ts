import { longestUsageDays, usageDimension } from '@hg/contracts'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { toDay } from '#lib/days.ts'

/** What days can be put together by beside themselves. */
export const breakdowns = usageDimension.exclude(['day']).options
export type Breakdown = (typeof breakdowns)[number]

export const metrics = ['cost', 'pieces', 'tokens'] as const
export type Metric = (typeof metrics)[number]

/** The dashboard's filters, kept in the address: `?from=&to=&by=&show=`. Without days, the last 30 of the client's own. */
export function useUsageFilters() {
  return useQueryStates({
    from: parseAsString.withDefault(''),
    to: parseAsString.withDefault(''),
    by: parseAsStringLiteral(breakdowns).withDefault('provider'),
    show: parseAsStringLiteral(metrics).withDefault('cost'),
  })
}
export type UsageFilters = ReturnType<typeof useUsageFilters>[0]

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))

/** The days as the service takes them; what is no day is left out, so that half a date asks nothing. */
export function daysOf({ from, to }: Pick<UsageFilters, 'from' | 'to'>): { from?: string; to?: string } {
  return { ...(isDay(from) ? { from } : {}), ...(isDay(to) ? { to } : {}) }
}

/** Why these days cannot be asked for; null when they can. */
export function wrongDays(filters: Pick<UsageFilters, 'from' | 'to'>): string | null {
  const { from, to } = daysOf(filters)
  if (from === undefined || to === undefined) return null
  if (from > to) return 'The first day lies after the last one.'
  return Date.parse(to) - Date.parse(from) > longestUsageDays * 86_400_000
    ? `At most ${longestUsageDays.toLocaleString('en')} days can be shown at once.`
    : null
}

export const periods = ['recent', 'week', 'month', 'last_month', 'quarter', 'year', 'own'] as const
export type Period = (typeof periods)[number]

/** The days of a period that has a name, as today is for the reader; `recent` is the service's own choice. */
export function daysOfPeriod(period: Period, now: Date): { from: string; to: string } {
  const day = (date: Date) => toDay(date.toISOString())
  const [year, month, date] = [now.getFullYear(), now.getMonth(), now.getDate()]
  const since = (days: number) => ({ from: day(new Date(year, month, date - days + 1)), to: day(now) })
  switch (period) {
    case 'week':
      return since(7)
    case 'month':
      return { from: day(new Date(year, month, 1)), to: day(now) }
    case 'last_month':
      return { from: day(new Date(year, month - 1, 1)), to: day(new Date(year, month, 0)) }
    case 'quarter':
      return since(90)
    case 'year':
      return since(365)
    case 'recent':
    case 'own':
      return { from: '', to: '' }
  }
}

/** The name of the chosen days; `own` for days that have none. */
export function periodOf({ from, to }: Pick<UsageFilters, 'from' | 'to'>, now: Date): Period {
  if (from === '' && to === '') return 'recent'
  const named = periods.find((period) => {
    const days = daysOfPeriod(period, now)
    return days.from !== '' && days.from === from && days.to === to
  })
  return named ?? 'own'
}
