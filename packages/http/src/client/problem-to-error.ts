import { type ErrorCode, problem } from '@hg/contracts'
import { AppError } from '@hg/runtime'

/** Codes that mean to our caller what they meant to us. The rest is between the two services. */
const passedOn = new Set([400, 403, 404, 409, 422])

/** What another service's refusal means to ours. `service` is its name for people; its details are ours already. */
export function problemToError(service: string, status: number, body: unknown, headers: Headers): AppError {
  const parsed = problem.safeParse(body)
  if (parsed.success && passedOn.has(parsed.data.status) && parsed.data.status === status) {
    const { code, detail, errors, facts } = parsed.data
    return new AppError(code, detail, { fields: errors ?? [], facts })
  }
  const code: ErrorCode = status === 429 || status === 503 ? 'unavailable' : 'upstream_failed'
  const retryAfter = headers.get('retry-after')
  return new AppError(code, code === 'unavailable' ? `${service} is not available right now.` : undefined, {
    headers: code === 'unavailable' && retryAfter ? { 'retry-after': retryAfter } : {},
    cause: parsed.success ? parsed.data : { status },
  })
}
