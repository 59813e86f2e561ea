import { clientDetails } from '@hg/contracts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/** A client with its facts. */
export function clientQuery(id: string) {
  return queryOptions({
    queryKey: ['clients', 'detail', id],
    queryFn: ({ signal }) => api(`/smm/clients/${id}`, clientDetails, { signal }),
  })
}

/** A client by a slug that it has or had, archived or not. */
export function clientBySlugQuery(slug: string) {
  return queryOptions({
    queryKey: ['clients', 'by-slug', slug],
    queryFn: ({ signal }) => api(`/smm/clients/by-slug/${encodeURIComponent(slug)}`, clientDetails, { signal }),
  })
}
