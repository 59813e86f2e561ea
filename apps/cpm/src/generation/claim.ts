import { claimJob, failJob, listAttempts, takeNextJob, type JobRow, type Queryable, withTenant } from '@hg/db'
import type { GenerationPayload } from '@hg/queue'
import { visitor } from '@hg/runtime'
import { type Run, toRun, type WorkerDeps } from './run-context.ts'
import { settleOrphans } from './settle-orphans.ts'

/** After so many claims that ended in a crash, the job is what crashes the workers. */
const maxCrashes = 5

/**
 * Claims the job whose turn it is, whichever the queue gave word of: free places go round the clients. Null when nothing
 * waits, or when the job has crashed too many workers and fails here.
 */
export async function claimNext(deps: WorkerDeps): Promise<Run | null> {
  return withTenant(deps.db, visitor, async (tx) => {
    const next = await takeNextJob(tx)
    return next && claim(deps, tx, next)
  })
}

/**
 * Claims one job. Null when there is nothing to do: it is somebody else's, has ended, or has crashed too many workers and
 * fails here.
 */
export async function claimRun(deps: WorkerDeps, payload: GenerationPayload): Promise<Run | null> {
  const delivered = { id: payload.job_id, clientId: payload.client_id, epoch: payload.epoch }
  return withTenant(deps.db, { kind: 'client', id: payload.client_id }, (tx) => claim(deps, tx, delivered))
}

/** Claims a job, and settles what a crashed worker left open: its calls are charged by what is known of them. */
async function claim(
  deps: WorkerDeps,
  tx: Queryable,
  job: { id: string; clientId: string; epoch: number },
): Promise<Run | null> {
  const row = await claimJob(tx, job, deps.leaseMs)
  if (!row) return null
  const run = toRun(row)
  if (row.epoch === 1) return run
  if (row.crashes > 0 && !(await takeOver(deps, tx, row, run))) return null
  for (const { attempt, amount_usd } of await listAttempts(tx, row.id)) run.purse.spend(attempt, amount_usd ?? '0')
  return run
}

/** Settles what a lost worker left open. False when the job has crashed too many of them, and fails. */
async function takeOver(deps: WorkerDeps, tx: Queryable, row: JobRow, run: Run): Promise<boolean> {
  deps.logger.warn({ jobId: row.id, crashes: row.crashes }, 'took over a job whose worker was lost')
  await settleOrphans(tx, run.claim, run.claim.epoch - 1)
  if (row.crashes < maxCrashes) return true
  await failJob(tx, run.claim, {
    code: 'worker_crashed',
    message: `Its worker was lost ${row.crashes} times; it is not tried again.`,
  })
  return false
}
