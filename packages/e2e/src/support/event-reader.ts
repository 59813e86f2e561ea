import { type JobStatusEvent, jobStatusEvent, type JobTextEvent, jobTextEvent } from '@hg/contracts'
import { waitFor } from '@hg/testkit'
import { EventSourceParserStream } from 'eventsource-parser/stream'

/** One event as it came, its data checked against the contract. */
export type ReceivedEvent =
  | { event: 'status'; id: string | undefined; data: JobStatusEvent }
  | { event: 'text'; id: string | undefined; data: JobTextEvent }

export interface EventReader {
  /** All that has come so far. */
  readonly events: readonly ReceivedEvent[]
  /** The status events among them. */
  statuses(): (JobStatusEvent & { id: string | undefined })[]
  /** The text in the making, put together as a client does. Throws where an event leaves a gap. */
  text(): { attempt: number; text: string } | null
  /** Waits until a status event fits, and returns it. */
  untilStatus(fits: (event: JobStatusEvent) => boolean, what: string): Promise<JobStatusEvent>
  /** Whether the server has ended the stream. */
  hasEnded(): boolean
  /** Waits until it has. */
  untilEnd(): Promise<void>
  close(): void
}

/** Opens a stream and reads it in the background. Rejects for an answer other than an event stream. */
export async function readEvents(url: URL, headers: Record<string, string>): Promise<EventReader> {
  const stop = new AbortController()
  const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: stop.signal })
  const type = response.headers.get('content-type') ?? ''
  if (!response.ok || !response.body || !type.startsWith('text/event-stream')) {
    throw new Error(`GET ${url.pathname} answered ${response.status}: ${await response.text()}`)
  }
  const events: ReceivedEvent[] = []
  let failure: unknown
  let hasEnded = false
  const body = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  const reading = (async () => {
    for await (const { event, id, data } of body) events.push(parse(event, id, data))
  })()
  reading
    .catch((error: unknown) => {
      if (!stop.signal.aborted) failure = error
    })
    .finally(() => (hasEnded = true))

  const statuses = () => events.flatMap(({ event, id, data }) => (event === 'status' ? [{ ...data, id }] : []))
  const check = () => {
    if (failure) throw failure instanceof Error ? failure : new Error(JSON.stringify(failure))
  }
  return {
    events,
    statuses,
    text: () => assemble(events),
    async untilStatus(fits, what) {
      const look = () => statuses().find(fits)
      await waitFor(() => hasEnded || look(), { timeoutMs: 45_000, what })
      check()
      const found = look()
      if (!found) throw new Error(`the stream ${url.pathname} ended before ${what}`)
      return found
    },
    hasEnded: () => hasEnded,
    async untilEnd() {
      await waitFor(() => hasEnded, { timeoutMs: 45_000, what: `the end of the stream ${url.pathname}` })
      check()
    },
    close: () => stop.abort(),
  }
}

function parse(event: string | undefined, id: string | undefined, data: string): ReceivedEvent {
  const json: unknown = JSON.parse(data)
  if (event === 'status') return { event, id, data: jobStatusEvent.parse(json) }
  if (event === 'text') return { event, id, data: jobTextEvent.parse(json) }
  throw new Error(`the stream carries an event named ${event ?? 'nothing'}`)
}

function assemble(events: readonly ReceivedEvent[]): { attempt: number; text: string } | null {
  let state: { attempt: number; text: string } | null = null
  for (const { event, data } of events) {
    if (event !== 'text') continue
    const { attempt, offset, text } = data
    if (offset === 0) state = { attempt, text }
    else if (!state || attempt !== state.attempt || offset > state.text.length)
      throw new Error(`a gap before ${offset}`)
    else state = { attempt, text: state.text.slice(0, offset) + text }
  }
  return state
}
