import { clientTree } from '@hg/contracts'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'
import { useClientStore } from './client-store.ts'

/**
 * All clients the user may see, parents before children.
 *
 * @param archived also those that are archived, or stand under an archived one
 */
export function clientsQuery(archived = false) {
  return queryOptions({
    queryKey: ['clients', 'list', { archived }],
    queryFn: async ({ signal }) =>
      (await api('/smm/clients', clientTree, { query: archived ? { include: 'archived' } : {}, signal })).items,
    staleTime: 60_000,
  })
}

/** The clients of the selector, with the archived ones when these are shown. */
export function useClients() {
  const archived = useClientStore((state) => state.showArchived)
  return useQuery({ ...clientsQuery(archived), placeholderData: keepPreviousData })
}
