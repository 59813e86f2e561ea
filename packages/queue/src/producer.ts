import type { JobsOptions } from 'bullmq'
import type { QueueConnection } from './connection.ts'
import { withDeadline } from './deadline.ts'
import type { QueueDefinition } from './definitions.ts'
import { QueueUnavailableError } from './errors.ts'
import { openQueue, type BareQueue } from './open-queue.ts'
import { callTimeoutMs } from './timeouts.ts'

export interface EnqueueOptions {
  /** 1 (most urgent) to 10; 5 when absent. Equal ones leave in the order they came. */
  priority?: number | undefined
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
  close(): Promise<void>
}

// An entry without a priority would go before those with one, so none is left without.
const defaultPriority = 5

/** Puts entries into one queue. Payloads are checked against the definition before anything is sent. */
export function createProducer<Payload, Progress>(
  connection: QueueConnection,
  definition: QueueDefinition<Payload, Progress>,
): Producer<Payload> {
  const queue = openQueue(connection, definition)
  const send = async (add: (queue: BareQueue) => Promise<unknown>) => {
    const fail = (cause?: unknown) => new QueueUnavailableError(`enqueue to ${definition.name}`, cause)
    const sent = queue.get().then(add)
    await withDeadline(
      sent.catch((error: unknown) => {
        throw fail(error)
      }),
      callTimeoutMs,
      fail,
    )
  }
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
    priority: options.priority ?? defaultPriority,
    ...(options.delayMs && { delay: options.delayMs }),
  }
}
