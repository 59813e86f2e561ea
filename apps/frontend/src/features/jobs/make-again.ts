import { generateAccepted, type RegenerateRequest } from '@hg/contracts'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { isBudgetRefusal } from '#features/budgets/is-budget-refusal.ts'
import { makeIdempotencyKeys } from '#features/generate/idempotency-keys.ts'
import { api } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'

/**
 * Asks for a failed or cancelled piece once more, and goes to the new job. Sent again after a lost connection, it is still
 * one job.
 */
export function useRetryJob(id: string) {
  const router = useRouter()
  const [keyFor] = useState(makeIdempotencyKeys)
  return useSave({
    send: () =>
      api(`/cpm/jobs/${encodeURIComponent(id)}/retry`, generateAccepted, {
        method: 'POST',
        body: {},
        headers: { 'idempotency-key': keyFor(id) },
      }),
    stale: [['jobs']],
    failed: (error) => (isBudgetRefusal(error) ? undefined : 'It was not asked for again'),
    onSaved: (accepted) => router.push(`/jobs/${accepted.job_id}`),
  })
}

/** Has a piece written anew as the instructions say, and goes to the new job. */
export function useRegenerateJob(id: string, onSaved: () => void) {
  const router = useRouter()
  const [keyFor] = useState(makeIdempotencyKeys)
  return useSave({
    send: (request: RegenerateRequest) =>
      api(`/cpm/jobs/${encodeURIComponent(id)}/regenerate`, generateAccepted, {
        method: 'POST',
        body: request,
        headers: { 'idempotency-key': keyFor(request) },
      }),
    stale: [['jobs']],
    onSaved: (accepted) => {
      onSaved()
      router.push(`/jobs/${accepted.job_id}`)
    },
  })
}
