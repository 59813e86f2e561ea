import { type IQueueBackend, type Job, QueueEvents } from 'bullmq'
import type { QueueConnection } from './connection.ts'
import { settlesWithin } from './deadline.ts'
import type { QueueDefinition } from './definitions.ts'
import { startPatiently } from './start-patiently.ts'

/**
 * A function that publishes a running job's progress. The server keeps the last one with the entry and tells every
 * listener. One is sent at a time: what comes while the last is still under way is dropped.
 */
export function progressOf<Progress>(
  job: Pick<Job<unknown, void, string, object>, 'updateProgress'>,
  onError: (error: unknown) => void,
): (data: Progress) => void {
  let underWay = false
  return (data) => {
    if (underWay) return
    underWay = true
    job
      .updateProgress(data as object)
      .catch(onError)
      .finally(() => {
        underWay = false
      })
  }
}

export interface ProgressListener {
  close(): Promise<void>
}

type BareEvents = QueueEvents<unknown, IQueueBackend, unknown>

const closeTimeoutMs = 2000

/**
 * Hears the progress of every running job of a queue, in the order it was published, from now on. Nothing is replayed,
 * and an event may be lost while the server is away. One per process is enough.
 *
 * @param onProgress gets what the handler told; an entry's id says nothing of what it told about
 */
export function createProgressListener<Payload, Progress>(
  connection: QueueConnection,
  definition: QueueDefinition<Payload, Progress>,
  onProgress: (data: Progress) => void,
): ProgressListener {
  const { backend, onError } = connection
  const make = (connection: unknown): BareEvents => {
    const events: BareEvents = new QueueEvents(
      definition.name,
      { ...backend.options, connection, blockingTimeout: backend.eventPollMs, autorun: false },
      backend.factory,
    )
    events.on('progress', ({ data }) => {
      const parsed = definition.progress.safeParse(data)
      if (parsed.success) onProgress(parsed.data)
      else onError(parsed.error)
    })
    return events.on('error', onError)
  }

  const patient = backend.openPatient('listener')
  const starting = startPatiently(async () => {
    const events = await patient.start(make)
    events.run().catch(onError)
    return events
  }, onError)

  return {
    async close() {
      const events = await starting.stop()
      if (events) await settlesWithin(events.close(), closeTimeoutMs)
      await settlesWithin(patient.destroy(), closeTimeoutMs)
    },
  }
}
