import Groq from 'groq-sdk'
import { type Failure, type Rule, verdicts } from '../shared/classify-failure.ts'
import { objectAt, strings } from '../shared/read-fields.ts'

/** Groq's error bodies: `{error: {message, type, code}}`; inside a stream the SDK hands over the inner object. */
export function describeError(error: unknown): Failure | null {
  if (!(error instanceof Groq.APIError) || error instanceof Groq.APIConnectionError) return null
  const outer = objectAt(error.error)
  const inner = objectAt(error.error, 'error')
  const [message = error.message] = strings(inner.message, outer.message)
  const status = (error.status as number | undefined) ?? null
  return {
    status,
    names: strings(inner.code, inner.type, outer.code, outer.type),
    message: status ? `${status} ${message}` : message,
  }
}

/** Where Groq's status alone misleads: limits by day come as 429 like those by minute. */
export const rules: readonly Rule[] = [
  { status: 429, message: /per day|\b[TR]PD\b/i, verdict: verdicts.quotaExhausted },
  { name: 'insufficient_quota', verdict: verdicts.quotaExhausted },
  { name: 'blocked_api_access', verdict: verdicts.quotaExhausted },
  { name: 'invalid_api_key', verdict: verdicts.keyRefused },
  { name: 'organization_restricted', verdict: verdicts.keyRefused },
  { name: 'model_not_found', verdict: verdicts.modelGone },
  { name: 'model_decommissioned', verdict: verdicts.modelGone },
  { name: 'model_terms_required', verdict: verdicts.modelGone },
  { name: 'context_length_exceeded', verdict: verdicts.contextTooLong },
  { status: 400, message: /reduce the length|context (length|window)/i, verdict: verdicts.contextTooLong },
  { status: null, name: 'invalid_request_error', verdict: verdicts.refusedRequest },
]
