import { budget } from '@hg/contracts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/** How a client's month stands, what limits it, and which limits were reached. */
export function budgetQuery(clientId: string) {
  return queryOptions({
    queryKey: ['budgets', 'detail', clientId],
    queryFn: ({ signal }) => api(`/cpm/clients/${clientId}/budget`, budget, { signal }),
    refetchInterval: 30_000,
  })
}
