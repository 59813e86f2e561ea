import { type IQueueBackend, Queue } from 'bullmq'
import type { QueueConnection } from './connection.ts'
import type { QueueDefinition } from './definitions.ts'

export type BareQueue = Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend, unknown>

/**
 * Opens BullMQ's queue on the quick connection when it is first needed. A failed opening is forgotten and tried again by
 * the next caller: BullMQ itself would remember it for good.
 */
export function openQueue<Payload, Progress>(
  { backend, onError }: QueueConnection,
  definition: QueueDefinition<Payload, Progress>,
): { get(): Promise<BareQueue>; close(): Promise<void> } {
  let opened: Promise<BareQueue> | undefined
  const open = async () => {
    const queue: BareQueue = new Queue(
      definition.name,
      {
        ...backend.options,
        connection: backend.quick,
        // The check costs a round trip that, failing, would leave the queue unusable.
        skipVersionCheck: true,
        streams: { events: { maxLen: definition.keptEvents } },
      },
      backend.factory,
    )
    queue.on('error', onError)
    try {
      await queue.waitUntilReady()
      return queue
    } catch (error) {
      await queue.close().catch(onError)
      throw error
    }
  }
  return {
    async get() {
      await backend.reachable()
      const current = (opened ??= open())
      current.catch(() => {
        if (opened === current) opened = undefined
      })
      return current
    },
    async close() {
      const queue = await opened?.catch(() => undefined)
      await queue?.close()
    },
  }
}
