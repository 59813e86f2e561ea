import { batch, batchRetried } from '@hg/contracts'
import { isBudgetRefusal } from '#features/budgets/is-budget-refusal.ts'
import { api } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { plural } from '#lib/format.ts'

const stale = [['batches'], ['jobs']]

/** Cancels what of a batch has not ended. */
export function useCancelBatch(id: string) {
  return useSave({
    send: () => api(`/cpm/batches/${id}/cancel`, batch, { method: 'POST' }),
    stale,
    saved: 'Cancelled what had not ended',
  })
}

/** Asks once more for the pieces that failed. */
export function useRetryFailed(id: string) {
  return useSave({
    send: () => api(`/cpm/batches/${id}/retry-failed`, batchRetried, { method: 'POST' }),
    stale,
    // What was left is shown with the reasons, and is no success.
    saved: ({ job_ids, left }) => {
      if (job_ids.length > 0) return `Asked once more for ${plural(job_ids.length, 'piece')}`
      return left.length > 0 ? undefined : 'Nothing had failed any more'
    },
    failed: (error) => (isBudgetRefusal(error) ? undefined : 'The failed pieces could not be asked for again'),
  })
}
