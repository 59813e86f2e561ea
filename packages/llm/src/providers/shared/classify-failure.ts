import type { JobErrorCode } from '@hg/contracts'
import type { ErrorClass } from '../../errors.ts'

/** What a provider said about a failure, before it is judged. */
export interface Failure {
  /** The HTTP status; null for an error inside a stream, or none at all. */
  status: number | null
  /** The provider's own names for it: its `code`, `type`, `status` and `reason` fields. */
  names: string[]
  message: string
  /** A wait that is asked for in the body; headers are read elsewhere. */
  retryAfterMs?: number | null
}

export interface Verdict {
  errorClass: ErrorClass
  code: JobErrorCode
}

/** Where a status does not tell enough: the first rule that fits wins. A rule fits when all its parts do. */
export interface Rule {
  /** Null: an error inside a stream. */
  status?: number | null
  name?: string
  message?: RegExp
  verdict: Verdict
}

export const verdicts = {
  unavailable: { errorClass: 'same_again', code: 'provider_unavailable' },
  keyRefused: { errorClass: 'other_provider', code: 'provider_key_refused' },
  quotaExhausted: { errorClass: 'other_provider', code: 'provider_quota_exhausted' },
  modelGone: { errorClass: 'other_provider', code: 'provider_unavailable' },
  notServedHere: { errorClass: 'other_provider', code: 'provider_unavailable' },
  contextTooLong: { errorClass: 'other_provider', code: 'context_too_long' },
  refusedRequest: { errorClass: 'give_up', code: 'provider_refused_request' },
  refusedContent: { errorClass: 'give_up', code: 'provider_refused_content' },
} as const satisfies Record<string, Verdict>

/** Judges a failure: by the provider's own rules, then by status. Without either it is worth the same call again. */
export function classifyFailure(failure: Failure, rules: readonly Rule[]): Verdict {
  return rules.find((rule) => fits(rule, failure))?.verdict ?? verdictOfStatus(failure.status)
}

function fits(rule: Rule, failure: Failure): boolean {
  if (rule.status !== undefined && rule.status !== failure.status) return false
  if (rule.name !== undefined && !failure.names.includes(rule.name)) return false
  return rule.message?.test(failure.message) ?? true
}

function verdictOfStatus(status: number | null): Verdict {
  if (status === null || status < 400 || status >= 498) return verdicts.unavailable
  switch (status) {
    case 401:
    case 403:
      return verdicts.keyRefused
    case 402:
      return verdicts.quotaExhausted
    case 404:
    case 410:
      return verdicts.modelGone
    case 408:
    case 409:
    case 425:
    case 429:
      return verdicts.unavailable
    case 413:
      return verdicts.contextTooLong
    default:
      return verdicts.refusedRequest
  }
}
