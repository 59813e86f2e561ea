import { retention } from '@hg/contracts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/** How long a client's data is kept, and what was removed. */
export function retentionQuery(clientId: string) {
  return queryOptions({
    queryKey: ['retention', 'detail', clientId],
    queryFn: ({ signal }) => api(`/smm/clients/${clientId}/retention`, retention, { signal }),
  })
}
