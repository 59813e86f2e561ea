import { member } from '@hg/contracts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { pagedQuery } from '#lib/paged-query.ts'

/** Who has a role on a client: given on it, or reaching down from above. */
export function useMembers(clientId: string, scope: 'direct' | 'inherited') {
  const query = { scope, limit: 50 }
  return useInfiniteQuery(
    pagedQuery(['members', 'list', { clientId, ...query }], `/smm/clients/${clientId}/members`, member, query),
  )
}
