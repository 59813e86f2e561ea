import { strategyAnalytics } from '@hg/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/** How far back results are counted, in days; null for all of them. */
export const outcomeDays = { month: 30, quarter: 90, year: 365, all: null } as const
export type OutcomePeriod = keyof typeof outcomeDays

/** What a strategy's versions produced for a client and all below it. */
export function useOutcomes(clientId: string, strategyId: string, period: OutcomePeriod) {
  const days = outcomeDays[period]
  return useQuery({
    queryKey: ['strategies', 'outcomes', { clientId, strategyId, period }],
    queryFn: ({ signal }) => {
      const from = days === null ? undefined : new Date(Date.now() - days * 86_400_000).toISOString()
      return api('/smm/analytics/strategies', strategyAnalytics, {
        query: { client_id: clientId, strategy_id: strategyId, from },
        signal,
      })
    },
    placeholderData: keepPreviousData,
  })
}
