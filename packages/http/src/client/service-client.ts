import { AppError, type Context, signServiceToken, type TokenAudience, type TokenIssuer } from '@hg/runtime'
import type { z } from 'zod'
import { requestIdHeader } from '../request-id.ts'
import { problemToError } from './problem-to-error.ts'

export interface ServiceCall<T extends z.ZodType> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path with its ids already encoded, such as `/clients/<id>/strategy`. */
  path: string
  query?: Record<string, string | number | undefined>
  body?: unknown
  response: T
  signal?: AbortSignal
}

export interface ServiceClient {
  /**
   * Calls the other service as this context's actor.
   *
   * @throws {AppError} its own 400, 403, 404, 409 and 422; `unavailable` when it does not answer in time or says so
   * itself; `upstream_failed` for anything else, including an answer of another shape. An abort by `signal` is thrown
   * as its reason.
   */
  call<T extends z.ZodType>(context: Context, call: ServiceCall<T>): Promise<z.output<T>>
}

const names: Record<TokenAudience, string> = {
  cpm: 'Content production',
  im: 'The instructions module',
  smm: 'Strategy management',
}

/** True when a kept connection was closed under the request; the other side has not worked on it, or a GET may repeat it. */
function isReset(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined
  return cause?.code === 'ECONNRESET' || cause?.code === 'EPIPE' || cause?.code === 'UND_ERR_SOCKET'
}

/**
 * A client of one of our services: a token with the actor and their address is signed per call, the request id
 * goes along, connections are kept.
 *
 * @param options.privateKey Ed25519 private key as JWK text
 * @param options.retries how often a GET is repeated when its connection is reset
 */
export function createServiceClient(options: {
  baseUrl: string
  audience: TokenAudience
  issuer: TokenIssuer
  privateKey: string
  timeoutMs?: number
  retries?: number
}): ServiceClient {
  const { baseUrl, audience, issuer, privateKey, timeoutMs = 10_000, retries = 1 } = options
  const name = names[audience]

  async function exchange(context: Context, call: ServiceCall<z.ZodType>): Promise<Response> {
    const url = new URL(baseUrl + call.path)
    for (const [key, value] of Object.entries(call.query ?? {}))
      if (value !== undefined) url.searchParams.set(key, String(value))
    const { actor, address } = context
    const token = await signServiceToken(privateKey, { issuer, audience, actor, address })
    const late = AbortSignal.timeout(timeoutMs)
    return fetch(url, {
      method: call.method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        [requestIdHeader]: context.requestId,
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      signal: call.signal ? AbortSignal.any([call.signal, late]) : late,
      redirect: 'error',
    })
  }

  /** Sends and reads, and repeats a GET whose connection was reset. */
  async function send(context: Context, call: ServiceCall<z.ZodType>): Promise<{ response: Response; text: string }> {
    for (let attempt = 0; ; attempt++) {
      try {
        const response = await exchange(context, call)
        return { response, text: await response.text() }
      } catch (error) {
        call.signal?.throwIfAborted()
        if (call.method === 'GET' && attempt < retries && isReset(error)) continue
        throw new AppError('unavailable', `${name} is not available right now.`, { cause: error })
      }
    }
  }

  return {
    async call(context, call) {
      const { response, text } = await send(context, call)
      const body = readJson(text)
      if (!response.ok) throw problemToError(name, response.status, body, response.headers)
      const parsed = call.response.safeParse(body)
      if (!parsed.success)
        throw new AppError('upstream_failed', `${name} gave an answer of another shape.`, { cause: parsed.error })
      return parsed.data
    },
  }
}

/** The parsed text; undefined for an empty one and for what is not JSON, which then fits no schema. */
function readJson(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
