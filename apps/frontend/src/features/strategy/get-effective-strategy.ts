import { type ContentType, effectiveStrategy } from '@hg/contracts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/** The strategy that applies to a client and a content type, merged down the tree, and who set what. */
export function effectiveStrategyQuery(clientId: string, contentType: ContentType) {
  return queryOptions({
    queryKey: ['strategy', clientId, contentType],
    queryFn: ({ signal }) =>
      api(`/smm/clients/${encodeURIComponent(clientId)}/strategy`, effectiveStrategy, {
        query: { content_type: contentType },
        signal,
      }),
    staleTime: 30_000,
  })
}

export function useEffectiveStrategy(clientId: string, contentType: ContentType) {
  return useQuery(effectiveStrategyQuery(clientId, contentType))
}
