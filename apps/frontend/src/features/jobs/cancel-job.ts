import { job } from '@hg/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '#lib/api.ts'
import { jobQuery } from './get-job.ts'

/** Stops a job that has not ended. Whatever the answer, the job is read again. */
export function useCancelJob(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => api(`/cpm/jobs/${encodeURIComponent(id)}/cancel`, job, { method: 'POST' }),
    onSuccess: (cancelled) => queryClient.setQueryData(jobQuery(id).queryKey, cancelled),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['jobs'] }),
  })
}
