import { testSet, testSetSummary } from '@hg/contracts'
import { queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'
import { pagedQuery } from '#lib/paged-query.ts'

/** A client's own test sets, newest first. */
export function useTestSets(clientId: string) {
  return useInfiniteQuery(
    pagedQuery(['test-sets', 'list', { clientId }], `/im/clients/${clientId}/test-sets`, testSetSummary, { limit: 50 }),
  )
}

/** One test set with its briefs. */
export function testSetQuery(id: string) {
  return queryOptions({
    queryKey: ['test-sets', 'detail', id],
    queryFn: ({ signal }) => api(`/im/test-sets/${encodeURIComponent(id)}`, testSet, { signal }),
    // What is being edited is not exchanged under the editor's hands.
    refetchOnWindowFocus: false,
  })
}

export function useTestSet(id: string) {
  return useQuery(testSetQuery(id))
}
