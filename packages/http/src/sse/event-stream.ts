import type { FastifyReply, FastifyRequest } from 'fastify'
import { formatComment, formatEvent, formatPosition, type ServerEvent } from './format-event.ts'

export interface EventStream {
  /** The id that the client saw last (`Last-Event-ID`), when it comes back. */
  readonly lastEventId: string | undefined
  /** Aborted once the stream is over, whoever ended it. */
  readonly closed: AbortSignal
  /** Queues an event. Does nothing once the stream is over. */
  send(event: ServerEvent): void
  comment(text: string): void
  /** Gives the client an id to come back with before any event has come. */
  position(id: string): void
  /** Ends the stream in order: what is queued still goes out. */
  close(): void
}

const closeMs = 2000

export interface EventStreamOptions {
  heartbeatMs?: number
  /** How long a client may take to read what was sent before it is dropped. Default 30 s. */
  stallMs?: number
  /** What may wait for a client at most. Default 4 MiB: a long replay fits, being written in one turn. */
  maxQueuedBytes?: number
}

/**
 * Answers a request with a stream of server-sent events and keeps it open: heartbeats keep proxies from cutting it, a
 * client that stops reading is dropped, and closing the service ends it.
 *
 * Errors must be thrown before: afterwards the status is out.
 */
export function openEventStream(
  request: FastifyRequest,
  reply: FastifyReply,
  options: EventStreamOptions = {},
): EventStream {
  const { heartbeatMs = 15_000, stallMs = 30_000, maxQueuedBytes = 4 * 1024 * 1024 } = options
  const { openStreams } = request.server
  const over = new AbortController()
  const raw = reply.raw
  let stalled: NodeJS.Timeout | undefined

  const heartbeat = setInterval(() => {
    write(formatComment('heartbeat'))
  }, heartbeatMs)

  function finish(): void {
    clearInterval(heartbeat)
    clearTimeout(stalled)
    openStreams.streams.delete(stream)
    over.abort()
  }

  function drop(): void {
    request.log.info({ queuedBytes: raw.writableLength }, 'an event stream is not read and was dropped')
    raw.destroy()
    finish()
  }

  function write(text: string): void {
    if (over.signal.aborted) return
    const isTaken = raw.write(text)
    if (raw.writableLength > maxQueuedBytes) drop()
    else if (!isTaken) stalled ??= setTimeout(drop, stallMs)
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
    position: (id) => {
      write(formatPosition(id))
    },
    close() {
      if (over.signal.aborted) return
      raw.end()
      // Whoever does not read what is queued must not hold up a closing server.
      const patience = setTimeout(() => raw.destroy(), closeMs)
      raw.once('close', () => {
        clearTimeout(patience)
      })
      finish()
    },
  }

  reply.hijack()
  openStreams.streams.add(stream)
  raw.once('close', finish)
  raw.on('drain', () => {
    clearTimeout(stalled)
    stalled = undefined
  })
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
