import { me } from '@hg/contracts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/** Who is signed in. */
export function meQuery() {
  return queryOptions({
    queryKey: ['me', 'detail'],
    queryFn: ({ signal }) => api('/smm/me', me, { signal }),
    staleTime: 60_000,
  })
}

export function useMe() {
  return useQuery(meQuery())
}
