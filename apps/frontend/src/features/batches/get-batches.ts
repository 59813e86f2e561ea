import { batch } from '@hg/contracts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '#lib/api.ts'
import { pagedQuery } from '#lib/paged-query.ts'

/** The batches of a client and of everything below it, newest first. */
export function batchesQuery(clientId: string) {
  return pagedQuery(['batches', 'list', { clientId }], '/cpm/batches', batch, { client_id: clientId, limit: 30 })
}

/** One batch and how far it is. */
export function batchQuery(id: string) {
  return queryOptions({
    queryKey: ['batches', 'detail', id],
    queryFn: ({ signal }) => api(`/cpm/batches/${encodeURIComponent(id)}`, batch, { signal }),
  })
}
