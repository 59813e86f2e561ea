const forwarded = ['accept', 'content-type', 'idempotency-key', 'last-event-id', 'x-request-id']
const returned = [
  'content-disposition',
  'content-type',
  'location',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after',
  'x-request-id',
]

/** Request ids that may be taken over from a caller: they end up in log lines. */
const requestIdPattern = /^[A-Za-z0-9._-]{8,64}$/

/** The caller's request id when it is a sane one, else a new one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id')
  return given && requestIdPattern.test(given) ? given : crypto.randomUUID()
}

/** The headers a service gets to see: a short list of the browser's, never its cookies, and who is calling. */
export function toServiceHeaders(headers: Headers, call: { token: string; requestId: string }): Headers {
  const out = new Headers()
  for (const name of forwarded) {
    const value = headers.get(name)
    if (value !== null) out.set(name, value)
  }
  out.set('x-request-id', call.requestId)
  out.set('authorization', `Bearer ${call.token}`)
  return out
}

/** The headers a browser gets to see. Nothing is cached, and nothing may be transformed: a compressed stream stalls. */
export function toBrowserHeaders(headers: Headers, requestId: string): Headers {
  const out = new Headers({ 'x-request-id': requestId })
  for (const [name, value] of headers) {
    if (returned.includes(name) || name.startsWith('idempotency-') || name.startsWith('idempotent-'))
      out.set(name, value)
  }
  out.set('cache-control', 'no-store, no-transform')
  if (out.get('content-type')?.startsWith('text/event-stream')) out.set('x-accel-buffering', 'no')
  return out
}
