import { type Actor, type Logger, visitor } from '@hg/runtime'
import { requestIdOf, toBrowserHeaders, toServiceHeaders } from './headers.ts'
import { isMutation, isOwnOrigin } from './origin.ts'
import { problemResponse } from './problem.ts'
import { readBody } from './read-body.ts'
import { isOpenToVisitors, parseServiceName, type ServiceName, servicePath } from './services.ts'
import { whileLive } from './while-live.ts'

const bodyLimitBytes = 1_048_576
/** Batches, as the service takes them. */
const batchLimitBytes = 8 * bodyLimitBytes
const answerTimeoutMs = 20_000
const unreachable = 'This part of the system cannot be reached. Try again in a moment.'

/** In whose name a service is asked, in which session, and the address of their browser. */
export interface Caller {
  actor: Actor
  address: string | null
  sessionId?: string
}

/** A person, and the session that they are signed in by. */
export interface SessionOf {
  id: string
  sessionId: string
}

/** What the door needs to know of its surroundings. */
export interface Door {
  publicUrl: string
  /** Who is signed in, or null. Throws when that cannot be known. */
  user: () => Promise<SessionOf | null>
  /** Whether the session of an open stream still lives. */
  sessionLives: (user: SessionOf) => Promise<boolean>
  baseUrl: (service: ServiceName) => string
  /** Where the browser's request comes from. */
  addressOf: (headers: Headers) => string | null
  signToken: (service: ServiceName, caller: Caller) => Promise<string>
  logger: Logger
  /** Aborts when the server is told to stop: it would wait for open streams for ever. */
  closing: AbortSignal
}

/**
 * Forwards a browser's request to a service as the signed-in user and streams the answer back. The service decides what
 * the user may do; the door decides that there is one, or that the call is one of the few that visitors may make. Closing
 * the page closes the call.
 *
 * @returns the service's answer, or a problem: 401, 403 (foreign origin), 404 (no such door), 413, 502 (our token was
 *   refused), 503 (unreachable)
 */
export async function forward(
  request: Request,
  route: { service: string; path: string[] },
  door: Door,
): Promise<Response> {
  const requestId = requestIdOf(request.headers)
  const service = parseServiceName(route.service)
  const path = service && servicePath(service, route.path)
  if (!service || !path) return problemResponse('not_found', requestId)
  if (isMutation(request.method) && !isOwnOrigin(request.headers, door.publicUrl)) {
    return problemResponse('forbidden', requestId, 'This request did not come from our pages.')
  }
  const user = await door.user().catch((err: unknown) => {
    door.logger.error({ requestId, err }, 'sessions cannot be read')
    return 'unknown' as const
  })
  if (user === 'unknown') return problemResponse('unavailable', requestId, unreachable)
  if (!user && !isOpenToVisitors(request.method, service, path)) return problemResponse('unauthenticated', requestId)
  const caller: Caller = {
    actor: user ? { kind: 'user', id: user.id } : visitor,
    address: door.addressOf(request.headers),
    ...(user ? { sessionId: user.sessionId } : {}),
  }
  const body = isMutation(request.method) ? await readBody(request.body, bodyLimitOf(service, path)) : null
  if (body === 'too_large') return problemResponse('payload_too_large', requestId)

  const noAnswer = new AbortController()
  const timer = setTimeout(() => noAnswer.abort(), answerTimeoutMs)
  try {
    const token = await door.signToken(service, caller)
    const answer = await fetch(`${door.baseUrl(service)}${path}${new URL(request.url).search}`, {
      method: request.method,
      headers: toServiceHeaders(request.headers, { token, requestId }),
      body,
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.any([request.signal, noAnswer.signal, door.closing]),
    })
    if (answer.status === 401) {
      // Whoever asks is known, or needs no session, so this is our token's fault: passed on, it would send the user to sign in for ever.
      await answer.body?.cancel()
      door.logger.error({ service, path, requestId }, 'service refused our token')
      return problemResponse('upstream_failed', requestId)
    }
    const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream')
    const answerBody =
      isStream && user && answer.body ? whileLive(answer.body, () => door.sessionLives(user)) : answer.body
    return new Response(answerBody, { status: answer.status, headers: toBrowserHeaders(answer.headers, requestId) })
  } catch (error) {
    if (!request.signal.aborted) door.logger.error({ service, path, requestId, err: error }, 'service unreachable')
    return problemResponse('unavailable', requestId, unreachable)
  } finally {
    clearTimeout(timer)
  }
}

function bodyLimitOf(service: ServiceName, path: string): number {
  return service === 'cpm' && path.startsWith('/generate/batch') ? batchLimitBytes : bodyLimitBytes
}
