import type { QueueConnection } from './connection.ts'
import { withDeadline } from './deadline.ts'
import type { QueueDefinition } from './definitions.ts'
import { QueueUnavailableError } from './errors.ts'
import { openQueue } from './open-queue.ts'
import { callTimeoutMs } from './timeouts.ts'

/** Whether the queue's server answers, within a second. Never throws. */
export async function queueHealth(connection: QueueConnection): Promise<'healthy' | 'unhealthy'> {
  try {
    await withDeadline(connection.backend.ping(), callTimeoutMs, () => new QueueUnavailableError('ping'))
    return 'healthy'
  } catch {
    return 'unhealthy'
  }
}

/** Resolves when the queue's server answers within a second, and rejects when it does not: a health check. */
export async function requireQueue(connection: QueueConnection): Promise<void> {
  if ((await queueHealth(connection)) === 'unhealthy') throw new QueueUnavailableError('ping')
}

/** How many entries wait (for a worker, or for their time) and how many are with a worker. */
export interface QueueCounts {
  waiting: number
  delayed: number
  active: number
}

/**
 * Counts a queue's entries.
 *
 * @throws {QueueUnavailableError} within a second when the server is away
 */
export async function queueCounts<Payload, Progress>(
  connection: QueueConnection,
  definition: QueueDefinition<Payload, Progress>,
): Promise<QueueCounts> {
  const fail = (cause?: unknown) => new QueueUnavailableError(`count of ${definition.name}`, cause)
  const queue = openQueue(connection, definition)
  const count = async () => {
    const counts = await (await queue.get()).getJobCounts('waiting', 'prioritized', 'delayed', 'active')
    const of = (state: string) => counts[state] ?? 0
    return { waiting: of('waiting') + of('prioritized'), delayed: of('delayed'), active: of('active') }
  }
  const counted = count().catch((error: unknown) => {
    throw fail(error)
  })
  try {
    return await withDeadline(counted, callTimeoutMs, fail)
  } finally {
    void queue.close().catch(connection.onError)
  }
}
