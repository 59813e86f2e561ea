import type { JobErrorCode, LlmProvider } from '@hg/contracts'
import type { Usage } from './types.ts'

/**
 * What may help after a failed call: the same call again (rate limit, overload, reset, timeout), another provider (key
 * refused, quota used up, model gone, prompt too long for this model), or nothing (a bad request, refused content).
 */
export type ErrorClass = 'same_again' | 'other_provider' | 'give_up'

/** What a call that did not succeed left behind: enough to charge for it. */
export interface Remains {
  /** What had been streamed. */
  partialText: string
  /** What the provider said it used; null when it never said. */
  usage: Usage | null
  /** False when the provider may have used more than `usage` says, since it was cut short. */
  usageIsFinal: boolean
  /** False when nothing was ever sent (connection refused, unknown host): such a call costs nothing. */
  reachedProvider: boolean
}

export interface ProviderErrorFields extends Partial<Remains> {
  provider: LlmProvider
  errorClass: ErrorClass
  code: JobErrorCode
  message: string
  status?: number | null
  retryAfterMs?: number | null
  providerRequestId?: string | null
  cause?: unknown
}

const nothing: Remains = { partialText: '', usage: null, usageIsFinal: false, reachedProvider: true }

/** A call that failed, in terms that are the same for every provider. The message never holds the key. */
export class ProviderError extends Error implements Remains {
  override readonly name = 'ProviderError'
  readonly provider: LlmProvider
  readonly errorClass: ErrorClass
  readonly code: JobErrorCode
  /** The HTTP status; null when the failure had none. */
  readonly status: number | null
  /** How long the provider asked to wait; never more than a minute. */
  readonly retryAfterMs: number | null
  readonly providerRequestId: string | null
  readonly partialText: string
  readonly usage: Usage | null
  readonly usageIsFinal: boolean
  readonly reachedProvider: boolean

  constructor(fields: ProviderErrorFields) {
    super(fields.message, { cause: fields.cause })
    this.provider = fields.provider
    this.errorClass = fields.errorClass
    this.code = fields.code
    this.status = fields.status ?? null
    this.retryAfterMs = fields.retryAfterMs ?? null
    this.providerRequestId = fields.providerRequestId ?? null
    this.partialText = fields.partialText ?? nothing.partialText
    this.usage = fields.usage ?? nothing.usage
    this.usageIsFinal = fields.usageIsFinal ?? nothing.usageIsFinal
    this.reachedProvider = fields.reachedProvider ?? nothing.reachedProvider
  }
}

/** The caller's signal ended the work. `cause` is the signal's reason. */
export class AbortedError extends Error implements Remains {
  override readonly name = 'AbortedError'
  readonly partialText: string
  readonly usage: Usage | null
  readonly usageIsFinal: boolean
  readonly reachedProvider: boolean

  constructor(reason: unknown, remains: Remains) {
    super('The call was aborted', { cause: reason })
    this.partialText = remains.partialText
    this.usage = remains.usage
    this.usageIsFinal = remains.usageIsFinal
    this.reachedProvider = remains.reachedProvider
  }
}

/** No candidate answered. `code` and `message` are the last failure's, or say that time ran out. */
export class GenerationError extends Error {
  override readonly name = 'GenerationError'
  readonly code: JobErrorCode
  /** How many calls were made. */
  readonly attempts: number

  constructor(code: JobErrorCode, message: string, attempts: number, cause: unknown) {
    super(message, { cause })
    this.code = code
    this.attempts = attempts
  }
}

/** What is left of work that was aborted before anything was sent. */
export const nothingSent: Remains = { ...nothing, reachedProvider: false }
