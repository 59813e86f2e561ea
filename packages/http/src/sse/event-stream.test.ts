import { waitFor } from '@hg/testkit'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Service } from '../service-type.ts'
import { bearer, buildService } from '../test/test-service.ts'
import { type EventStream, type EventStreamOptions, openEventStream } from './event-stream.ts'
import { formatEvent } from './format-event.ts'

let app: Service
let port: number
let opened: EventStream[]
let options: EventStreamOptions

beforeEach(async () => {
  opened = []
  options = {}
  app = await buildService()
  app.get('/events', (request, reply) => {
    opened.push(openEventStream(request, reply, options))
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  port = (app.server.address() as AddressInfo).port
})

afterEach(() => app.close())

/** Connects, and gathers what arrives in `text`. */
async function read(headers: Record<string, string> = {}) {
  const sent = httpRequest({ port, path: '/events', headers: { ...(await bearer()), ...headers } })
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject).end()
  })
  const received = { text: '', ended: false }
  response.setEncoding('utf8')
  response.on('data', (piece: string) => (received.text += piece))
  response.on('close', () => (received.ended = true)).on('error', () => undefined)
  const stream = await waitFor(() => opened.at(-1))
  return { sent, response, received, stream }
}

describe('an event stream', () => {
  it('is never cached, buffered or kept by proxies', async () => {
    const { response } = await read()
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    })
    expect(response.headers['x-request-id']).toBeDefined()
  })

  it('carries events and comments as they are sent, and ends in order', async () => {
    const { received, stream } = await read()
    stream.send({ id: 'e1', event: 'status', data: { note: 'two\nlines' } })
    stream.comment('still here')
    stream.send({ event: 'text', data: 'ü' })
    stream.close()
    stream.send({ event: 'late', data: 1 })
    await waitFor(() => received.ended)
    expect(received.text).toBe(
      ': open\n\nid: e1\nevent: status\ndata: {"note":"two\\nlines"}\n\n: still here\n\nevent: text\ndata: "ü"\n\n',
    )
    expect(stream.closed.aborted).toBe(true)
  })

  it('says what the client saw last', async () => {
    expect((await read({ 'last-event-id': 'e7' })).stream.lastEventId).toBe('e7')
    expect((await read()).stream.lastEventId).toBeUndefined()
  })

  it('beats while nothing happens', async () => {
    options = { heartbeatMs: 5 }
    const { received } = await read()
    await waitFor(() => received.text.includes(': heartbeat\n\n: heartbeat\n\n'))
  })

  it('is over as soon as the client leaves', async () => {
    const { response, stream } = await read()
    response.destroy()
    await waitFor(() => stream.closed.aborted)
    expect(app.openStreams.streams.size).toBe(0)
  })

  it('takes a long replay in one turn', async () => {
    const { received, stream } = await read()
    const data = 'x'.repeat(1000)
    for (let n = 0; n < 2000; n++) stream.send({ event: 'status', data })
    stream.send({ event: 'last', data: 1 })
    await waitFor(() => received.text.includes('event: last'))
    expect(received.text.split('event: status')).toHaveLength(2001)
  })

  it.each<[string, EventStreamOptions]>([
    ['when too much waits for it', { maxQueuedBytes: 1024 * 1024 }],
    ['when it takes too long to read', { stallMs: 20, maxQueuedBytes: Infinity }],
  ])('drops a client that stops reading, %s', async (_when, limits) => {
    options = limits
    const socket = connect(port, '127.0.0.1')
    const { authorization } = await bearer()
    socket.write(`GET /events HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\n\r\n`)
    socket.pause()
    const stream = await waitFor(() => opened[0])
    const data = 'x'.repeat(512 * 1024)
    await waitFor(() => {
      stream.send({ event: 'text', data })
      return stream.closed.aborted
    })
    expect(app.openStreams.streams.size).toBe(0)
    socket.destroy()
  })

  it('ends when the service closes, which then waits for nobody', async () => {
    const [one, two] = [await read(), await read()]
    await app.close()
    await waitFor(() => one.received.ended && two.received.ended)
    expect([one.stream.closed.aborted, two.stream.closed.aborted]).toEqual([true, true])
  })

  it('is over at once for HEAD', async () => {
    const answer = await app.inject({ method: 'HEAD', url: '/events', headers: await bearer() })
    expect([answer.statusCode, answer.headers['content-type'], answer.body]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      '',
    ])
    await waitFor(() => opened[0]?.closed.aborted)
  })
})

describe('an event', () => {
  it('with a line break in its name or id is refused', () => {
    expect(() => formatEvent({ event: 'a\nid: 7', data: 1 })).toThrow(TypeError)
    expect(() => formatEvent({ id: '1\r', event: 'a', data: 1 })).toThrow(TypeError)
  })
})
