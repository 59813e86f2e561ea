import type { QueueConnection } from './connection.ts'
import { withDeadline } from './deadline.ts'
import type { QueueDefinition } from './definitions.ts'
import { QueueUnavailableError } from './errors.ts'
import { callTimeoutMs } from './timeouts.ts'

/**
 * Removes a queue's events that are older than this, by the server's clock: text in the making among them, which must not
 * outlive its job. A listener that was away for longer hears the rest from the next snapshot on.
 *
 * @throws {QueueUnavailableError} within a second when the server is away
 */
export async function forgetEvents<Payload, Progress>(
  { backend }: QueueConnection,
  definition: QueueDefinition<Payload, Progress>,
  olderThanMs: number,
): Promise<void> {
  const fail = (cause?: unknown) => new QueueUnavailableError(`forgetting events of ${definition.name}`, cause)
  const forgotten = backend.forgetEvents(definition.name, olderThanMs).catch((error: unknown) => {
    throw fail(error)
  })
  await withDeadline(forgotten, callTimeoutMs, fail)
}
