import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../test/server.ts'
import { followEventStream, type StreamMessage, type StreamState } from './event-stream.ts'

const open: TestServer[] = []
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())))

/** Follows a stream that `handle` serves until `until` messages have come, or it ends by itself. */
async function follow(
  handle: (request: IncomingMessage, response: ServerResponse, call: number) => void,
  options: { until?: number; silenceMs?: number } = {},
) {
  let calls = 0
  const server = await startServer((request, response) => handle(request, response, ++calls))
  open.push(server)
  const stop = new AbortController()
  const messages: StreamMessage[] = []
  const states: StreamState[] = []
  const refused: number[] = []
  await followEventStream({
    url: server.url,
    signal: stop.signal,
    backoffMs: () => 1,
    ...(options.silenceMs ? { silenceMs: options.silenceMs } : {}),
    onState: (state) => states.push(state),
    onRefused: (status) => refused.push(status),
    onMessage: (message) => {
      messages.push(message)
      if (messages.length === options.until) stop.abort()
    },
  })
  return { messages, states, refused, calls }
}

function begin(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { 'content-type': 'text/event-stream' })
}

describe('a followed event stream', () => {
  it('delivers events by name, whatever pieces they come in', async () => {
    const { messages, states } = await follow(
      (_, response) => {
        begin(response).write('id: 1\nevent: sta')
        response.write('tus\ndata: {"a":"ü"}\n\n: beat\n\nevent: text\nda')
        response.write('ta: b\n\n')
      },
      { until: 2 },
    )
    expect(messages).toEqual([
      { event: 'status', data: '{"a":"ü"}' },
      { event: 'text', data: 'b' },
    ])
    expect(states).toEqual(['connecting', 'open', 'ended'])
  })

  it('is opened again when it breaks, from the last event on', async () => {
    const resumedFrom: (string | undefined)[] = []
    const { messages } = await follow(
      (request, response, call) => {
        resumedFrom.push(request.headers['last-event-id'] as string | undefined)
        begin(response).write(`id: e${call}\ndata: ${call}\n\n`, () => response.destroy())
      },
      { until: 3 },
    )
    expect(messages.map(({ data }) => data)).toEqual(['1', '2', '3'])
    expect(resumedFrom).toEqual([undefined, 'e1', 'e2'])
  })

  it('is opened again while the service is unavailable', async () => {
    const { messages, states } = await follow(
      (_, response, call) => {
        if (call < 3) response.writeHead(503).end()
        else begin(response).write('data: x\n\n')
      },
      { until: 1 },
    )
    expect(messages).toHaveLength(1)
    expect(states).toEqual(['connecting', 'waiting', 'connecting', 'waiting', 'connecting', 'open', 'ended'])
  })

  it('is opened again when it has gone silent', async () => {
    const { messages, calls } = await follow(
      (_, response, call) => {
        begin(response).flushHeaders()
        if (call > 1) response.write('data: x\n\n')
      },
      { until: 1, silenceMs: 50 },
    )
    expect(messages).toHaveLength(1)
    // On a busy machine the second one may take too long as well.
    expect(calls).toBeGreaterThan(1)
  })

  it.each([401, 403, 404])('is given up when the service refuses it with %i', async (status) => {
    const { calls, refused, states } = await follow((_, response) => response.writeHead(status).end())
    expect(calls).toBe(1)
    expect(refused).toEqual([status])
    expect(states.at(-1)).toBe('ended')
  })
})
