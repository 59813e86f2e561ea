import { strategySummary } from '@hg/contracts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { pagedQuery } from '#lib/paged-query.ts'

/** A client's strategies: those it inherits first, then its own, drafts too. */
export function strategiesQuery(clientId: string) {
  return pagedQuery(['strategies', 'list', { clientId }], `/smm/clients/${clientId}/strategies`, strategySummary, {
    limit: 100,
  })
}

export function useStrategies(clientId: string) {
  return useInfiniteQuery(strategiesQuery(clientId))
}
