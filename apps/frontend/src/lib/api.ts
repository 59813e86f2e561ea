import { type ErrorCode, type FieldError, problem } from '@hg/contracts'
import { z } from 'zod'

/**
 * Asking the services. One file per question in a feature (`get-members.ts`: `queryOptions` with key and function;
 * `invite-member.ts`: a hook around `useSave`). Query keys go from the thing to the detail, so that a change can name what
 * it made stale by its beginning:
 *
 * - `[thing, 'list', filter]`, `[thing, 'detail', id]`: `['jobs', 'list', { clientId, status }]`
 * - `thing` in the plural, as the service's path has it; what belongs to a client carries `clientId` in its filter
 * - after a change: `stale: [['members']]`; after one that moves or renames clients also `['clients']`
 */

/** What went wrong with a request. `network`: nobody answered; `bad_answer`: the answer is not what the contract says. */
export type ApiErrorCode = ErrorCode | 'network' | 'bad_answer'

/** A text that somebody else changed in the meantime: what stands there now, and what was to be saved. */
export interface Conflict {
  current: unknown
  yours: unknown
}

/** The one error that requests throw. `message` is fit to be read by the user. */
export class ApiError extends Error {
  readonly code: ApiErrorCode
  readonly status: number
  readonly fields: FieldError[]
  readonly requestId: string | null
  readonly conflict: Conflict | null
  /** How long it took until this was known, in milliseconds. */
  readonly waitedMs: number

  constructor(
    code: ApiErrorCode,
    message: string,
    more: {
      status?: number
      fields?: FieldError[]
      requestId?: string | null
      conflict?: Conflict | null
      waitedMs?: number
      cause?: unknown
    } = {},
  ) {
    super(message, { cause: more.cause })
    this.name = 'ApiError'
    this.code = code
    this.status = more.status ?? 0
    this.fields = more.fields ?? []
    this.requestId = more.requestId ?? null
    this.conflict = more.conflict ?? null
    this.waitedMs = more.waitedMs ?? 0
  }
}

export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  query?: Record<string, string | number | undefined | null>
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** A service address as browsers reach it: `/api/cpm/jobs?client_id=...`. Empty query values are left out. */
export function apiUrl(path: string, query: ApiRequest['query'] = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  return `/api${path}${search.size > 0 ? `?${search}` : ''}`
}

/** The answer of requests that answer nothing (204). */
export const noAnswer = z.null()

/**
 * Asks a service through the front door and checks the answer against its contract.
 *
 * @throws {ApiError}
 */
export async function api<T extends z.ZodType>(path: string, answer: T, request: ApiRequest = {}): Promise<z.infer<T>> {
  const { method = 'GET', query, body, headers, signal } = request
  const startedAt = performance.now()
  const response = await fetch(apiUrl(path, query), {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    throw new ApiError('network', 'The connection was lost. Check your network and try again.', { cause })
  })
  const json: unknown = await response.json().catch(() => null)
  if (!response.ok) throw toApiError(response, json, performance.now() - startedAt)
  const parsed = answer.safeParse(json)
  if (parsed.success) return parsed.data
  throw new ApiError('bad_answer', 'The answer could not be understood. Try again, or reload the page.', {
    status: response.status,
    requestId: response.headers.get('x-request-id'),
    cause: parsed.error,
  })
}

/** Zod takes a missing `unknown` for undefined, so both are asked to be there. */
const bothTexts = z
  .object({ current: z.unknown(), yours: z.unknown() })
  .refine(({ current, yours }) => current !== undefined && yours !== undefined)

/** The error that an answer other than 2xx stands for. */
export function toApiError(response: Response, json: unknown, waitedMs = 0): ApiError {
  const parsed = problem.safeParse(json)
  if (!parsed.success) {
    return new ApiError('bad_answer', 'The server could not answer. Try again in a moment.', {
      status: response.status,
      requestId: response.headers.get('x-request-id'),
      waitedMs,
    })
  }
  const { code, title, detail, errors, request_id, status } = parsed.data
  const conflict = code === 'conflict' ? (bothTexts.safeParse(json).data ?? null) : null
  return new ApiError(code, detail ?? title, {
    status,
    fields: errors ?? [],
    requestId: request_id,
    conflict,
    waitedMs,
  })
}
