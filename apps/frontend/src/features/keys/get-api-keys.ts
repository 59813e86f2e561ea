import { apiKey } from '@hg/contracts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { pagedQuery } from '#lib/paged-query.ts'

/** The API keys of a client, newest first, ended ones too. */
export function useApiKeys(clientId: string) {
  const query = { limit: 50 }
  return useInfiniteQuery(
    pagedQuery(['api-keys', 'list', { clientId, ...query }], `/smm/clients/${clientId}/api-keys`, apiKey, query),
  )
}
