import { promptAnalytics } from '@hg/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useState } from 'react'
import { api } from '#lib/api.ts'

/** How far back, in days; null for all time. */
export const periodDays = { month: 30, quarter: 90, year: 365, all: null } as const
export type AnalyticsPeriod = keyof typeof periodDays
export const analyticsPeriods = ['month', 'quarter', 'year', 'all'] as const satisfies AnalyticsPeriod[]

/** What the chart shows over time. */
export const analyticsMetrics = ['uses', 'success', 'score', 'cost', 'tokens', 'time'] as const
export type AnalyticsMetric = (typeof analyticsMetrics)[number]

/** Kept in the address: `?period=&show=`. */
export function useAnalyticsFilters() {
  return useQueryStates({
    period: parseAsStringLiteral(analyticsPeriods).withDefault('quarter'),
    show: parseAsStringLiteral(analyticsMetrics).withDefault('uses'),
  })
}

const dayMs = 86_400_000

/** What versions of templates produced for a client and all below it; the last answer stays while the next is under way. */
export function usePromptAnalytics(clientId: string, period: AnalyticsPeriod) {
  // The beginning of a day, so that the question stays the same while the page is open.
  const [today] = useState(() => Math.floor(Date.now() / dayMs) * dayMs)
  const days = periodDays[period]
  const from = days === null ? undefined : new Date(today - (days - 1) * dayMs).toISOString()
  return useQuery({
    queryKey: ['prompts', 'analytics', { clientId, from }],
    queryFn: ({ signal }) =>
      api('/im/analytics/prompts', promptAnalytics, { query: { client_id: clientId, from }, signal }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  })
}
