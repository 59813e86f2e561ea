import type { FastifyReply, FastifyRequest } from 'fastify'
import { formatComment, formatEvent, type ServerEvent } from './format-event.ts'

export interface EventStream {
  /** The id that the client saw last (`Last-Event-ID`), when it comes back. */
  readonly lastEventId: string | undefined
  /** Aborted once the stream is over, whoever ended it. */
  readonly closed: AbortSignal
  /** Queues an event. Does nothing once the stream is over. */
  send(event: ServerEvent): void
  comment(text: string): void
  /** Ends the stream in order: what is queued still goes out. */
  close(): void
}

/**
 * Answers a request with a stream of server-sent events and keeps it open: heartbeats keep proxies from cutting it, a
 * client that stops reading is dropped once `maxQueuedBytes` wait for it, and closing the service ends it.
 *
 * Errors must be thrown before: afterwards the status is out.
 */
export function openEventStream(
  request: FastifyRequest,
  reply: FastifyReply,
  options: { heartbeatMs?: number; maxQueuedBytes?: number } = {},
): EventStream {
  const { heartbeatMs = 15_000, maxQueuedBytes = 256 * 1024 } = options
  const { openStreams } = request.server
  const over = new AbortController()
  const raw = reply.raw

  const heartbeat = setInterval(() => {
    write(formatComment('heartbeat'))
  }, heartbeatMs)

  function finish(): void {
    clearInterval(heartbeat)
    openStreams.streams.delete(stream)
    over.abort()
  }

  function write(text: string): void {
    if (over.signal.aborted) return
    raw.write(text)
    if (raw.writableLength <= maxQueuedBytes) return
    request.log.info({ queuedBytes: raw.writableLength }, 'an event stream is not read and was dropped')
    raw.destroy()
    finish()
  }

  const given = request.headers['last-event-id']
  const stream: EventStream = {
    lastEventId: typeof given === 'string' && given !== '' ? given : undefined,
    closed: over.signal,
    send: (event) => {
      write(formatEvent(event))
    },
    comment: (text) => {
      write(formatComment(text))
    },
    close() {
      if (over.signal.aborted) return
      raw.end()
      finish()
    },
  }

  reply.hijack()
  openStreams.streams.add(stream)
  raw.once('close', finish)
  raw.on('error', (err) => {
    request.log.debug({ err }, 'an event stream broke')
  })
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    // The connection ends with the stream, so that a closing server has nothing to wait for.
    connection: 'close',
  })
  // Some proxies pass the head on only with the first bytes of the body.
  write(formatComment('open'))
  // Ended one turn later, so that who opened it has had the time to listen for its end.
  if (request.method === 'HEAD' || openStreams.isClosing || raw.destroyed)
    setImmediate(() => {
      stream.close()
    })
  return stream
}
