import { batchPreview, estimate, type GenerateRequest } from '@hg/contracts'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { type BatchBody, batchPath } from '#features/batches/send-batch.ts'
import { api } from '#lib/api.ts'
import { useDebounced } from '#lib/use-debounced.ts'

const shared = {
  staleTime: 60_000,
  gcTime: 60_000,
  // Asked while somebody types: a session that has ended must not take the page away.
  meta: { keepsPage: true },
}

/** What a request would cost if it were made now; null while it cannot be told. */
export function estimateQuery(request: GenerateRequest | null) {
  return queryOptions({
    queryKey: ['estimates', 'request', request],
    queryFn: ({ signal }) => api('/cpm/estimate', estimate, { method: 'POST', body: request, signal }),
    enabled: request !== null,
    ...shared,
  })
}

/** What a batch would cost if it were made now, with its rows; null while there are none. */
export function batchEstimateQuery(body: BatchBody | null) {
  return queryOptions({
    queryKey: ['estimates', 'batch', body],
    queryFn: ({ signal }) =>
      api(body ? batchPath(body) : '', batchPreview, { method: 'POST', body: { ...body, dry_run: true }, signal }),
    enabled: body !== null,
    ...shared,
  })
}

/** The estimate once typing has paused; the last one stays in sight, as a placeholder, while the next is under way. */
export function useEstimate(request: GenerateRequest | null) {
  return useQuery({ ...estimateQuery(useSettled(request, 500)), placeholderData: keepPreviousData })
}

/** The same for a batch. */
export function useBatchEstimate(body: BatchBody | null) {
  return useQuery({ ...batchEstimateQuery(useSettled(body, 900)), placeholderData: keepPreviousData })
}

/** By its text: a new object that says the same is no change. */
function useSettled<T>(value: T | null, delayMs: number): T | null {
  return JSON.parse(useDebounced(JSON.stringify(value), delayMs)) as T | null
}
