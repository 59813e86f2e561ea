import OpenAI from 'openai'
import { type Failure, type Rule, verdicts } from '../shared/classify-failure.ts'
import { strings } from '../shared/read-fields.ts'

/** OpenAI's error bodies: `{error: {message, type, code}}`, also inside a stream (without a status). */
export function describeError(error: unknown): Failure | null {
  if (!(error instanceof OpenAI.APIError) || error instanceof OpenAI.APIConnectionError) return null
  const status = (error.status as number | undefined) ?? null
  return { status, names: strings(error.code, error.type), message: error.message }
}

/** Where OpenAI's status alone misleads: a quota that is used up and a rate limit are both 429. */
export const rules: readonly Rule[] = [
  { name: 'insufficient_quota', verdict: verdicts.quotaExhausted },
  { name: 'billing_hard_limit_reached', verdict: verdicts.quotaExhausted },
  { name: 'billing_not_active', verdict: verdicts.quotaExhausted },
  { name: 'invalid_api_key', verdict: verdicts.keyRefused },
  { name: 'model_not_found', verdict: verdicts.modelGone },
  { name: 'unsupported_country_region_territory', verdict: verdicts.notServedHere },
  { name: 'context_length_exceeded', verdict: verdicts.contextTooLong },
  { name: 'string_above_max_length', verdict: verdicts.contextTooLong },
  { status: 400, message: /maximum context length|context window/i, verdict: verdicts.contextTooLong },
  { status: 429, message: /request too large/i, verdict: verdicts.contextTooLong },
  { name: 'content_filter', verdict: verdicts.refusedContent },
  { name: 'content_policy_violation', verdict: verdicts.refusedContent },
  { name: 'invalid_prompt', verdict: verdicts.refusedContent },
  { status: 400, message: /not a chat model|v1\/responses/i, verdict: verdicts.modelGone },
  { status: null, name: 'invalid_request_error', verdict: verdicts.refusedRequest },
]
