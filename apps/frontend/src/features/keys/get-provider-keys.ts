import { providerKeyList } from '@hg/contracts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/** Which key serves each provider for a client. */
export function providerKeysQuery(clientId: string) {
  return queryOptions({
    queryKey: ['provider-keys', 'list', { clientId }],
    queryFn: ({ signal }) => api(`/smm/clients/${clientId}/provider-keys`, providerKeyList, { signal }),
  })
}
