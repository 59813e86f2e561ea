import { invite } from '@hg/contracts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { pagedQuery } from '#lib/paged-query.ts'

/** The invites of a client that nobody accepted yet. */
export function useInvites(clientId: string) {
  const query = { limit: 50 }
  return useInfiniteQuery(
    pagedQuery(['invites', 'list', { clientId, ...query }], `/smm/clients/${clientId}/invites`, invite, query),
  )
}
