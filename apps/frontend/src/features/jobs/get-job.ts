import { isFinal, job } from '@hg/contracts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/** One job with everything that went into it. */
export function jobQuery(id: string) {
  return queryOptions({
    queryKey: ['jobs', 'detail', id],
    queryFn: ({ signal }) => api(`/cpm/jobs/${encodeURIComponent(id)}`, job, { signal }),
  })
}

/** The job; asked for again every now and then while it runs and no stream says what happens. */
export function useJob(id: string, options: { pollMs: number | false }) {
  return useQuery({
    ...jobQuery(id),
    refetchInterval: ({ state }) => (state.data && !isFinal(state.data.status) ? options.pollMs : false),
  })
}
