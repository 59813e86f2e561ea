import { type FeedbackRequest, job } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { jobQuery } from './get-job.ts'

/** Says what the piece is worth, in place of what the user said before. */
export function useRateJob(id: string, onSaved: () => void = () => undefined) {
  const queryClient = useQueryClient()
  return useSave({
    send: (said: FeedbackRequest) =>
      api(`/cpm/jobs/${encodeURIComponent(id)}/feedback`, job, { method: 'PUT', body: said }),
    failed: 'It was not kept',
    onSaved: (rated) => {
      queryClient.setQueryData(jobQuery(id).queryKey, rated)
      onSaved()
    },
  })
}
