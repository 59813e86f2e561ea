import { forgetEvents, generation, type QueueConnection } from '@hg/queue'
import type { WorkerDeps } from '../generation/run-context.ts'
import { purgeOldAnswers } from '../answers/purge.ts'
import { reconcileJobs } from '../jobs/reconcile.ts'
import { purgeOldBatches, runProviderBatches } from '../provider-batches/run-batches.ts'
import { makePartitionsAhead } from './make-partitions.ts'
import { purgeOldNotices } from '../notifications/purge.ts'
import { purgeOldDeliveries } from '../webhooks/purge.ts'
import { repeat } from './repeat.ts'

const hourMs = 3_600_000
const batchIntervalMs = 10_000
/** How long text in the making is kept for listeners that lag behind. */
const eventsKeptMs = 30_000

/** Starts what a worker does by the clock; the returned function ends it. */
export function startTasks(deps: WorkerDeps, queue: QueueConnection, reconcileIntervalMs: number): () => Promise<void> {
  const stop = new AbortController()
  const stops = [
    repeat(
      {
        name: 'reconcile',
        intervalMs: reconcileIntervalMs,
        async run() {
          const told = await reconcileJobs(deps, { patienceMs: reconcileIntervalMs })
          if (told > 0) deps.logger.info({ jobs: told }, 'told the queue again')
        },
      },
      deps.logger,
    ),
    repeat(
      {
        name: 'forget events',
        intervalMs: reconcileIntervalMs,
        run: () => forgetEvents(queue, generation, eventsKeptMs),
      },
      deps.logger,
    ),
    repeat(
      { name: 'partitions', intervalMs: hourMs, run: () => makePartitionsAhead(deps.db, deps.logger) },
      deps.logger,
    ),
    repeat(
      { name: 'webhook_deliveries', intervalMs: hourMs, run: () => purgeOldDeliveries(deps.db, deps.logger) },
      deps.logger,
    ),
    repeat(
      { name: 'provider_batches', intervalMs: batchIntervalMs, run: () => runProviderBatches(deps, stop.signal) },
      deps.logger,
    ),
    repeat({ name: 'old_batches', intervalMs: hourMs, run: () => purgeOldBatches(deps) }, deps.logger),
    repeat(
      { name: 'cached_answers', intervalMs: hourMs, run: () => purgeOldAnswers(deps.db, deps.logger) },
      deps.logger,
    ),
    repeat(
      { name: 'notifications', intervalMs: hourMs, run: () => purgeOldNotices(deps.db, deps.logger) },
      deps.logger,
    ),
  ]
  return async () => {
    // A call of a batch that is cut off is taken up again by another worker.
    stop.abort()
    for (const end of stops) await end()
  }
}
