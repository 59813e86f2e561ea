import { batchAccepted, type BatchCsvRequest, batchPreview, type BatchRequest } from '@hg/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { makeIdempotencyKeys } from '#features/generate/idempotency-keys.ts'
import { api } from '#lib/api.ts'

export type BatchBody = BatchRequest | BatchCsvRequest

/** Where a batch goes: its file has a path of its own. */
export const batchPath = (body: BatchBody): string =>
  'csv' in body ? '/cpm/generate/batch/csv' : '/cpm/generate/batch'

/** Asks what would come of a batch, row by row; nothing is accepted. */
export function useCheckBatch() {
  return useMutation({
    mutationFn: (body: BatchBody) =>
      api(batchPath(body), batchPreview, { method: 'POST', body: { ...body, dry_run: true } }),
  })
}

/** Sends a batch. The same one sent again carries the same key, so that it is written and paid for once. */
export function useSendBatch() {
  const queryClient = useQueryClient()
  const [keyFor] = useState(makeIdempotencyKeys)
  return useMutation({
    mutationFn: (body: BatchBody) =>
      api(batchPath(body), batchAccepted, { method: 'POST', body, headers: { 'idempotency-key': keyFor(body) } }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['batches', 'list'] }),
        queryClient.invalidateQueries({ queryKey: ['jobs', 'list'] }),
      ]),
  })
}
