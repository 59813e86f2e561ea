import type { JobResult } from '@hg/contracts'
import type { JobRow } from '@hg/db'
import { AppError } from '@hg/runtime'

type Written = JobRow & { result: NonNullable<JobRow['result']> }

/**
 * Asserts that a job has a text.
 *
 * @throws {AppError} `job_not_ready`
 */
export function requireWritten(row: JobRow): asserts row is Written {
  if (row.status === 'completed' && row.result !== null) return
  throw new AppError(
    'job_not_ready',
    row.emptied_at === null
      ? `The job is ${row.status}: it has no text.`
      : 'The text was removed, as the retention of this client says.',
  )
}

/** The text as it was written. */
export function writtenResult(row: Written): JobResult {
  return row.result as unknown as JobResult
}

/**
 * Asserts that a job's request is still there.
 *
 * @throws {AppError} `job_not_ready`
 */
export function requireRequest(row: JobRow): void {
  if (row.emptied_at === null) return
  throw new AppError('job_not_ready', 'The request was removed, as the retention of this client says.')
}
