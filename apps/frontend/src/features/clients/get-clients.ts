import { clientTree } from '@hg/contracts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/** All clients the user may see, parents before children. */
export function clientsQuery() {
  return queryOptions({
    queryKey: ['clients'],
    queryFn: async ({ signal }) => (await api('/smm/clients', clientTree, { signal })).items,
    staleTime: 60_000,
  })
}

export function useClients() {
  return useQuery(clientsQuery())
}
