import { createParser } from 'eventsource-parser'

export interface StreamMessage {
  event: string
  data: string
}

/** `ended`: the server closed it for good or refuses; it is not opened again. */
export type StreamState = 'connecting' | 'open' | 'waiting' | 'ended'

export interface StreamOptions {
  url: string
  signal: AbortSignal
  onMessage: (message: StreamMessage) => void
  onState: (state: StreamState) => void
  /** A 4xx answer other than 408 and 429: asking again would not help. */
  onRefused?: (status: number) => void
  /** Wait before the nth attempt to reconnect (from 1). */
  backoffMs?: (attempt: number) => number
  /** Silence after which a connection counts as dead; servers send a heartbeat every 15 s. */
  silenceMs?: number
}

/** 0.5 s, doubled up to 15 s, with up to 30 % taken off so that many pages do not come back at once. */
export function defaultBackoffMs(attempt: number): number {
  return Math.min(15_000, 500 * 2 ** (attempt - 1)) * (1 - Math.random() * 0.3)
}

/**
 * Follows a server-sent event stream until `signal` aborts: reconnects when it breaks, resuming after the last event id
 * that was seen. Resolves when it is over; never rejects.
 */
export async function followEventStream(options: StreamOptions): Promise<void> {
  const { signal, onState, backoffMs = defaultBackoffMs } = options
  const memory = { lastEventId: '' }
  let failures = 0
  while (!signal.aborted) {
    onState('connecting')
    const outcome = await followOnce(options, memory)
    if (signal.aborted || outcome === 'refused') break
    failures = outcome === 'dropped' ? 1 : failures + 1
    onState('waiting')
    await wait(backoffMs(failures), signal)
  }
  onState('ended')
}

async function followOnce(
  options: StreamOptions,
  memory: { lastEventId: string },
): Promise<'dropped' | 'unreachable' | 'refused'> {
  const { url, signal, onMessage, onState, onRefused, silenceMs = 45_000 } = options
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), silenceMs)
  let opened = false
  try {
    const response = await fetch(url, {
      headers: { accept: 'text/event-stream', ...(memory.lastEventId ? { 'last-event-id': memory.lastEventId } : {}) },
      cache: 'no-store',
      signal: AbortSignal.any([signal, silence.signal]),
    })
    if (!response.ok || !response.body) {
      const refused = response.status >= 400 && response.status < 500 && ![408, 429].includes(response.status)
      if (refused) onRefused?.(response.status)
      return refused ? 'refused' : 'unreachable'
    }
    opened = true
    onState('open')
    const parser = createParser({
      onId: (id) => {
        memory.lastEventId = id
      },
      onEvent: ({ event, data }) => onMessage({ event: event ?? 'message', data }),
    })
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), silenceMs)
      parser.feed(chunk.value)
    }
    return 'dropped'
  } catch {
    return opened ? 'dropped' : 'unreachable'
  } finally {
    clearTimeout(timer)
  }
}

function wait(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, durationMs)
    signal.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
