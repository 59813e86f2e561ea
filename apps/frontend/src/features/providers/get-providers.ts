import { providerList } from '@hg/contracts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/** How often the page looks again: circuits open for half a minute. */
const refetchMs = 15_000

/** Providers and models as they stand for a client. */
export function providersQuery(clientId: string) {
  return queryOptions({
    queryKey: ['providers', 'list', { clientId }],
    queryFn: ({ signal }) => api(`/cpm/providers?client_id=${clientId}`, providerList, { signal }),
    refetchInterval: refetchMs,
  })
}
