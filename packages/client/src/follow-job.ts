import { EventSourceParserStream } from 'eventsource-parser/stream'
import { setTimeout as pause } from 'node:timers/promises'
import { HgContentError } from './error.ts'

/** A job's state at a moment. A repeated one is harmless. */
export interface StatusEvent {
  event: 'status'
  data: {
    job_id: string
    client_id: string
    status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled'
    at: string
    error_code?: string | null
  }
}

/** Text in the making: `text` stands at `offset` of what `attempt` has written; offset 0 replaces all. */
export interface TextEvent {
  event: 'text'
  data: { job_id: string; attempt: number; offset: number; text: string }
}

export type JobEvent = StatusEvent | TextEvent

const finals: readonly string[] = ['completed', 'failed', 'cancelled']
const reconnectMs = 1000

/**
 * Follows a job's event stream until the job has ended, coming back with the last event's id whenever the connection
 * breaks.
 *
 * @param open opens the stream; given the id of the last event that was seen
 * @param wait ends after so many milliseconds; rejects when the signal aborts
 * @throws {HgContentError} when the stream is refused
 */
export async function* followJob(
  open: (lastEventId: string | null) => Promise<Response>,
  signal: AbortSignal,
  wait: (ms: number, signal: AbortSignal) => Promise<void> = (ms) => pause(ms, undefined, { signal }),
): AsyncGenerator<JobEvent, void, undefined> {
  let lastEventId: string | null = null
  for (;;) {
    const response = await open(lastEventId)
    if (!response.ok || !response.body) throw await errorOf(response)
    const events = response.body
      .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>)
      .pipeThrough(new EventSourceParserStream())
    try {
      for await (const { id, event, data } of events) {
        if (id !== undefined) lastEventId = id
        if (event !== 'status' && event !== 'text') continue
        const told = { event, data: JSON.parse(data) as unknown } as JobEvent
        yield told
        if (told.event === 'status' && finals.includes(told.data.status)) return
      }
    } catch (error) {
      if (signal.aborted) throw error
    }
    await wait(reconnectMs, signal)
  }
}

async function errorOf(response: Response): Promise<HgContentError> {
  const problem = (await response.json().catch(() => undefined)) as ConstructorParameters<typeof HgContentError>[1]
  return new HgContentError(response.status, problem)
}
