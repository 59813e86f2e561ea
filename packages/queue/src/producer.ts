import type { JobsOptions } from 'bullmq'
import type { QueueConnection } from './connection.ts'
import { withDeadline } from './deadline.ts'
import type { QueueDefinition } from './definitions.ts'
import { QueueUnavailableError } from './errors.ts'
import { openQueue, type BareQueue } from './open-queue.ts'
import { callTimeoutMs } from './timeouts.ts'

export interface EnqueueOptions {
  delayMs?: number | undefined
}

export interface Producer<Payload> {
  /**
   * Adds one entry; does nothing when its id is waiting or running already.
   *
   * @throws {QueueUnavailableError} within a second when the server is away. The entry may have been added.
   */
  enqueue(payload: Payload, options?: EnqueueOptions): Promise<void>
  /** Adds many entries in one round trip. On Redis some may have been added when it throws. */
  enqueueMany(entries: ({ payload: Payload } & EnqueueOptions)[]): Promise<void>
  /**
   * How many entries wait for a worker.
   *
   * @throws {QueueUnavailableError} within a second when the server is away
   */
  countWaiting(): Promise<number>
  close(): Promise<void>
}

/** Puts entries into one queue, which leave in the order they came. Payloads are checked against the definition before anything is sent. */
export function createProducer<Payload, Progress>(
  connection: QueueConnection,
  definition: QueueDefinition<Payload, Progress>,
): Producer<Payload> {
  const queue = openQueue(connection, definition)
  const ask = async <T>(what: string, call: (queue: BareQueue) => Promise<T>): Promise<T> => {
    const fail = (cause?: unknown) => new QueueUnavailableError(`${what} ${definition.name}`, cause)
    const asked = queue.get().then(call)
    return withDeadline(
      asked.catch((error: unknown) => {
        throw fail(error)
      }),
      callTimeoutMs,
      fail,
    )
  }
  const send = (add: (queue: BareQueue) => Promise<unknown>) => ask('enqueue to', add)
  return {
    async enqueue(payload, options = {}) {
      const data = definition.payload.parse(payload)
      await send((bare) => bare.add(definition.name, data, entryOptions(definition, data, options)))
    },
    async enqueueMany(entries) {
      if (entries.length === 0) return
      const jobs = entries.map(({ payload, ...options }) => {
        const data = definition.payload.parse(payload)
        return { name: definition.name, data, opts: entryOptions(definition, data, options) }
      })
      await send((bare) => bare.addBulk(jobs))
    },
    async countWaiting() {
      const counts = await ask('count of', (bare) => bare.getJobCounts('waiting', 'prioritized'))
      return (counts['waiting'] ?? 0) + (counts['prioritized'] ?? 0)
    },
    close: () => queue.close(),
  }
}

function entryOptions<Payload, Progress>(
  definition: QueueDefinition<Payload, Progress>,
  payload: Payload,
  options: EnqueueOptions,
): JobsOptions {
  return {
    jobId: definition.entryId(payload),
    attempts: definition.attempts,
    ...(definition.backoff && { backoff: definition.backoff }),
    removeOnComplete: true,
    removeOnFail: true,
    ...(options.delayMs && { delay: options.delayMs }),
  }
}
