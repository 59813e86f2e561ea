import type { JobSummary } from '@hg/contracts'

/** When a waiting piece will begin at the earliest; null for one that may begin now, or has begun. */
export function startsAt(job: Pick<JobSummary, 'status' | 'not_before'>, nowMs: number): string | null {
  if (job.status !== 'pending' || job.not_before === null) return null
  return Date.parse(job.not_before) > nowMs ? job.not_before : null
}
