import { type IQueueBackend, type Job, Worker } from 'bullmq'
import type { QueueConnection } from './connection.ts'
import { settlesWithin } from './deadline.ts'
import type { QueueDefinition } from './definitions.ts'
import { progressOf } from './progress.ts'
import { startPatiently } from './start-patiently.ts'

export interface HandlerContext<Progress> {
  /** Aborted when the worker is closed and its patience with running handlers is over. */
  signal: AbortSignal
  /** Tells listeners how far the job is. Never waits or throws: what cannot be sent now is dropped. */
  progress: (data: Progress) => void
}

export interface QueueWorker {
  /** True while work is taken. */
  isRunning(): boolean
  /** Takes no more work and waits for running handlers; after `timeoutMs` their signals abort and the worker goes. */
  close(options: { timeoutMs: number }): Promise<void>
}

type BareWorker = Worker<unknown, void, string, IQueueBackend, object, unknown>
type BareJob = Job<unknown, void, string, object>

// A redelivery is harmless, because the claim in Postgres decides: it is never a reason to drop an entry.
const maxStalledCount = 1_000_000
const abortGraceMs = 500

/**
 * Hands a queue's entries to `handler`, `concurrency` at a time. A handler that throws is logged and, with the
 * definition's `attempts` at 1, not called again. Keeps waiting while the server is away and resumes by itself.
 *
 * @param options.lockMs how long an entry of a worker that died stays locked; the next one gets it within twice that
 */
export function createWorker<Payload, Progress>(
  connection: QueueConnection,
  definition: QueueDefinition<Payload, Progress>,
  handler: (payload: Payload, context: HandlerContext<Progress>) => Promise<void>,
  options: { concurrency: number; lockMs?: number },
): QueueWorker {
  const { backend, logger, onError } = connection
  const { concurrency, lockMs = 30_000 } = options

  const processor = async (job: BareJob, _token?: string, signal?: AbortSignal) => {
    const fields = { queue: definition.name, entryId: job.id }
    const payload = definition.payload.safeParse(job.data)
    if (!payload.success) {
      logger.error({ ...fields, err: payload.error }, 'queue entry refused')
      return
    }
    const context = { signal: signal ?? new AbortController().signal, progress: progressOf(job, onError) }
    try {
      await handler(payload.data, context)
    } catch (err) {
      logger.error({ ...fields, err }, 'queue handler failed')
      throw err
    }
  }

  const make = (connection: unknown): BareWorker => {
    const worker: BareWorker = new Worker(
      definition.name,
      processor,
      {
        ...backend.options,
        connection,
        concurrency,
        lockDuration: lockMs,
        stalledInterval: lockMs,
        maxStalledCount,
        runRetryDelay: 1000,
        autorun: false,
      },
      backend.factory,
    )
    return worker.on('error', onError)
  }

  const patient = backend.openPatient('worker')
  const starting = startPatiently(async () => {
    const worker = await patient.start(make)
    worker.run().catch(onError)
    return worker
  }, onError)
  let closing: Promise<void> | undefined

  return {
    isRunning: () => !closing && (starting.current()?.isRunning() ?? false),
    close: ({ timeoutMs }) => (closing ??= close(timeoutMs)),
  }

  async function close(timeoutMs: number): Promise<void> {
    const worker = await starting.stop()
    const closed = worker?.close() ?? Promise.resolve()
    if (!(await settlesWithin(closed, timeoutMs))) {
      logger.warn({ queue: definition.name, timeoutMs }, 'queue worker closed with work under way')
      worker?.cancelAllJobs('the worker is closing')
      await settlesWithin(closed, abortGraceMs)
    }
    await settlesWithin(patient.destroy(), abortGraceMs)
  }
}
