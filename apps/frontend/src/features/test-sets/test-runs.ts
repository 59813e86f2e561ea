import { batchAccepted, batchPreview, testComparison, testRun, type TestRunRequest } from '@hg/contracts'
import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useState } from 'react'
import { isUnderWay } from '#features/batches/progress.ts'
import { makeIdempotencyKeys } from '#features/generate/idempotency-keys.ts'
import { api } from '#lib/api.ts'
import { pagedQuery } from '#lib/paged-query.ts'

const pollMs = 4000

/** The runs of a test set, newest first, looked at again while one is under way. */
export function useTestRuns(testSetId: string) {
  const query = pagedQuery(['test-sets', 'runs', testSetId], `/cpm/test-sets/${testSetId}/runs`, testRun, { limit: 30 })
  return useInfiniteQuery({
    ...query,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ batch }) => isUnderWay(batch))) === true ? pollMs : false,
  })
}

/** What a run would cost if it were begun now; asks nothing while no version is chosen. */
export function useRunEstimate(testSetId: string, body: TestRunRequest | null) {
  return useQuery({
    queryKey: ['estimates', 'test-run', testSetId, body],
    queryFn: ({ signal }) =>
      api(`/cpm/test-sets/${testSetId}/runs`, batchPreview, {
        method: 'POST',
        body: { ...body, dry_run: true },
        signal,
      }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })
}

/** Begins a run. The same one sent again carries the same key, so that it is written and paid for once. */
export function useStartRun(testSetId: string) {
  const queryClient = useQueryClient()
  const [keyFor] = useState(makeIdempotencyKeys)
  return useMutation({
    mutationFn: (body: TestRunRequest) =>
      api(`/cpm/test-sets/${testSetId}/runs`, batchAccepted, {
        method: 'POST',
        body,
        headers: { 'idempotency-key': keyFor(body) },
      }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['test-sets'] }),
        queryClient.invalidateQueries({ queryKey: ['batches', 'list'] }),
      ]),
  })
}

/** Two runs side by side, by the ids of their batches. */
export function comparisonQuery(testSetId: string, a: string, b: string) {
  return queryOptions({
    queryKey: ['test-sets', 'comparison', testSetId, a, b],
    queryFn: ({ signal }) =>
      api(`/cpm/test-sets/${encodeURIComponent(testSetId)}/comparison`, testComparison, { query: { a, b }, signal }),
    refetchInterval: ({ state }) =>
      [state.data?.a, state.data?.b].some((run) => run && isUnderWay(run.batch)) ? pollMs : false,
  })
}
