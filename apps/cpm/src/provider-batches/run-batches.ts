import {
  gatherBatches,
  listUnwantedItems,
  purgeProviderBatches,
  ripeBatchClients,
  takeProviderBatches,
  withoutTenant,
  withTenant,
} from '@hg/db'
import { type BatchDeps, type BatchTimes, usualBatchTimes } from './deps.ts'
import { dropItem } from './end-item.ts'
import { lookAfter } from './look-after.ts'

/** So many requests go into one batch at most: more than a batch of pieces has, and far less than providers take. */
const largest = 500
/** Longer than a look takes, so that nobody else looks meanwhile. */
const leaseMs = 600_000
const atOnce = 10

/**
 * One round: gathers what has waited for company long enough, and looks after every batch that is due. Any number of workers may;
 * a batch is looked after by one at a time, and one that cannot be looked after now is taken up again later.
 *
 * @param signal ends the round
 */
export async function runProviderBatches(
  deps: BatchDeps,
  signal: AbortSignal,
  times: BatchTimes = usualBatchTimes,
): Promise<void> {
  for (const clientId of await withoutTenant(deps.db, (tx) => ripeBatchClients(tx, times))) await gather(deps, clientId)
  while (!signal.aborted) {
    const due = await withoutTenant(deps.db, (tx) => takeProviderBatches(tx, { leaseMs, limit: atOnce }))
    if (due.length === 0) return
    await Promise.all(
      due.map(async (batch) => {
        try {
          await lookAfter(deps, batch, times, signal)
        } catch (err) {
          if (!signal.aborted) deps.logger.warn({ err, batchId: batch.id }, 'a batch could not be looked after')
        }
      }),
    )
  }
}

async function gather(deps: BatchDeps, clientId: string): Promise<void> {
  const actor = { kind: 'client' as const, id: clientId }
  const unwanted = await withTenant(deps.db, actor, (tx) => listUnwantedItems(tx, clientId, { batchId: null }))
  for (const { job_id: jobId, answer_key: answerKey } of unwanted) await dropItem(deps, { jobId, clientId, answerKey })
  const sizes = await withTenant(deps.db, actor, (tx) => gatherBatches(tx, clientId, largest))
  if (sizes.length > 0) deps.logger.info({ clientId, sizes }, 'requests gathered into batches')
}

/** Removes what ended more than 30 days ago. */
export async function purgeOldBatches({ db, logger }: Pick<BatchDeps, 'db' | 'logger'>): Promise<void> {
  const removed = await withoutTenant(db, purgeProviderBatches)
  if (removed > 0) logger.info({ removed }, 'old requests of batches removed')
}
