import type { NewBatchJob } from '@hg/db'
import type { CpmDeps } from '../deps.ts'

/** Gives the queue word of new jobs. It is a hint: when the queue is away, the reconciler gives it later. */
export async function tellQueue(
  deps: Pick<CpmDeps, 'producer' | 'logger'>,
  jobs: Pick<NewBatchJob, 'id' | 'client_id' | 'parameters'>[],
): Promise<void> {
  const now = Date.now()
  try {
    await deps.producer.enqueueMany(
      jobs.map(({ id, client_id, parameters: { not_before } }) => ({
        payload: { job_id: id, client_id, epoch: 0 },
        delayMs: not_before === undefined ? 0 : Math.max(0, Date.parse(not_before) - now),
      })),
    )
  } catch (err) {
    deps.logger.warn({ err, jobs: jobs.length }, 'the queue is away; the jobs wait for the reconciler')
  }
}
