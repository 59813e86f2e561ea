import { type ContentType, type JobStatus, jobSummary, page } from '@hg/contracts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '#lib/api.ts'

const jobPage = page(jobSummary)
export type JobPage = z.infer<typeof jobPage>

export const pageSize = 50

/** What the list shows: one client's jobs (and those below it), filtered, from a cursor on. */
export interface JobListFilter {
  clientId: string
  status: JobStatus | null
  contentType: ContentType | null
  q: string
  cursor: string | null
}

/** One page of a client's jobs, newest first. */
export function jobsQuery(filter: JobListFilter) {
  return queryOptions({
    queryKey: ['jobs', 'list', filter],
    queryFn: ({ signal }) =>
      api('/cpm/jobs', jobPage, {
        query: {
          client_id: filter.clientId,
          status: filter.status,
          content_type: filter.contentType,
          q: filter.q.trim(),
          cursor: filter.cursor,
          limit: pageSize,
        },
        signal,
      }),
  })
}

/** The page of jobs; the last one stays while the next filter of the same client loads. */
export function useJobs(filter: JobListFilter, options: { pollMs: number | false }) {
  return useQuery({
    ...jobsQuery(filter),
    refetchInterval: options.pollMs,
    placeholderData: (previous, query) => {
      const before = query?.queryKey[2] as JobListFilter | undefined
      return before?.clientId === filter.clientId ? previous : undefined
    },
  })
}
