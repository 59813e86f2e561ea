import Anthropic from '@anthropic-ai/sdk'
import { type Failure, type Rule, verdicts } from '../shared/classify-failure.ts'
import { strings } from '../shared/read-fields.ts'

/** Anthropic's error bodies: `{type: "error", error: {type, message}}`, also inside a stream (without a status). */
export function describeError(error: unknown): Failure | null {
  if (!(error instanceof Anthropic.APIError) || error instanceof Anthropic.APIConnectionError) return null
  const status = (error.status as number | undefined) ?? null
  const message = error.apiMessage ? [status, error.apiMessage].filter(Boolean).join(' ') : error.message
  return { status, names: strings(error.type, error.errorCode), message }
}

/** Where Anthropic's status misleads or, inside a stream, is missing: most of its refusals are 400 and told apart by text. */
export const rules: readonly Rule[] = [
  { message: /credit balance is too low|usage limits/i, verdict: verdicts.quotaExhausted },
  { name: 'billing_error', verdict: verdicts.quotaExhausted },
  { name: 'authentication_error', verdict: verdicts.keyRefused },
  { name: 'permission_error', verdict: verdicts.keyRefused },
  { name: 'not_found_error', verdict: verdicts.modelGone },
  { name: 'request_too_large', verdict: verdicts.contextTooLong },
  { status: 400, message: /prompt is too long|context (limit|window)/i, verdict: verdicts.contextTooLong },
  { message: /content filtering policy|usage policy/i, verdict: verdicts.refusedContent },
  { name: 'invalid_request_error', verdict: verdicts.refusedRequest },
]
