import { type EventReader, readEvents } from './event-reader.ts'
import type { Fetch } from './fetch-from.ts'

export interface CallOptions {
  query?: Record<string, string | undefined>
  /** Sent as JSON. */
  body?: unknown
  /** Sent as it is, in place of `body`. */
  raw?: string
  headers?: Record<string, string>
}

export interface Answer {
  status: number
  headers: Headers
  /** Parsed where it is JSON, else undefined. */
  body: unknown
  text: string
}

/** Somebody who calls one service over HTTP, with credentials or without. */
export interface Caller {
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** Opens an event stream; the answer must be 200. */
  events(path: string, options?: { query?: Record<string, string>; lastEventId?: string }): Promise<EventReader>
}

/**
 * @param baseUrl where the service's paths begin
 * @param credentials headers for each call; made anew each time, since tokens age
 * @param send what sends calls; streams are read by the usual one
 */
export function createCaller(
  baseUrl: string,
  credentials: () => Record<string, string> = () => ({}),
  send: Fetch = fetch,
): Caller {
  function urlOf(path: string, query: CallOptions['query'] = {}): URL {
    const url = new URL(baseUrl + path)
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value)
    return url
  }
  return {
    async call(method, path, { query, body, raw, headers } = {}) {
      const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body))
      const response = await send(urlOf(path, query), {
        method,
        headers: {
          ...credentials(),
          ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(sent === undefined ? {} : { body: sent }),
        redirect: 'manual',
        signal: AbortSignal.timeout(30_000),
      })
      const text = await response.text()
      return { status: response.status, headers: response.headers, text, body: tryParse(text) }
    },
    events(path, { query, lastEventId } = {}) {
      const headers = credentials()
      if (lastEventId !== undefined) headers['last-event-id'] = lastEventId
      return readEvents(urlOf(path, query), headers)
    },
  }
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
