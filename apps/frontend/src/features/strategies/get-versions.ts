import { strategyDiff, strategyVersion } from '@hg/contracts'
import { queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'
import { pagedQuery } from '#lib/paged-query.ts'

/** A strategy's versions, newest first. */
export function useVersions(strategyId: string) {
  const path = `/smm/strategies/${strategyId}/versions`
  return useInfiniteQuery(pagedQuery(['strategies', 'versions', strategyId], path, strategyVersion, { limit: 20 }))
}

/** What differs between two versions. */
export function diffQuery(strategyId: string, from: number, to: number) {
  return queryOptions({
    queryKey: ['strategies', 'diff', strategyId, from, to],
    queryFn: ({ signal }) => api(`/smm/strategies/${strategyId}/diff`, strategyDiff, { query: { from, to }, signal }),
    // Versions never change.
    staleTime: Infinity,
  })
}

export function useDiff(strategyId: string, from: number, to: number) {
  return useQuery(diffQuery(strategyId, from, to))
}
