import { type JobStatus, jobSummary } from '@hg/contracts'
import { pagedQuery } from '#lib/paged-query.ts'

/** The pieces of a batch, in the order in which they were asked for. */
export function batchJobsQuery(batchId: string, status: JobStatus | null) {
  return pagedQuery(['jobs', 'list', 'batch', { batchId, status }], '/cpm/jobs', jobSummary, {
    batch_id: batchId,
    status,
    limit: 50,
  })
}
