import { AppError } from '@hg/runtime'
import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { requestIdHeader } from '../request-id.ts'
import { problemContentType, toProblem } from './problem.ts'

/** Answers bytes that are not HTTP, or headers that are too large, on the bare socket: there is no request yet. */
export function refuseMalformedHttp(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const requestId = randomUUID()
  const body = JSON.stringify(toProblem(new AppError('invalid_request', 'This is not valid HTTP.'), requestId))
  socket.end(
    [
      'HTTP/1.1 400 Bad Request',
      `content-type: ${problemContentType}`,
      `content-length: ${Buffer.byteLength(body)}`,
      `${requestIdHeader}: ${requestId}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}
