import { strategy } from '@hg/contracts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/** A strategy with what it inherits, what comes out with it, and its conflicts. */
export function strategyQuery(id: string) {
  return queryOptions({
    queryKey: ['strategies', 'detail', id],
    queryFn: ({ signal }) => api(`/smm/strategies/${encodeURIComponent(id)}`, strategy, { signal }),
    // What is being edited is not exchanged under the editor's hands: the service refuses what is out of date.
    refetchOnWindowFocus: false,
  })
}

export function useStrategy(id: string) {
  return useQuery(strategyQuery(id))
}
