import { errorCatalogue, type ErrorCode, type FieldError } from '@hg/contracts'

/** What a refused write tells beside its detail: the stored text, the one that was sent, and what differs. */
export interface StaleWrite {
  current: unknown
  yours: unknown
  differences?: unknown
}

/**
 * The one error that verbs throw on purpose. It carries a code of the catalogue; only the HTTP edge turns it into a
 * status. `detail` is for the caller to read: no SQL, no host names, no secrets.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly fields: FieldError[]
  readonly headers: Record<string, string>
  readonly stale: StaleWrite | undefined
  /** For the service that called: what it has to know of what failed. */
  readonly facts: Record<string, string> | undefined

  constructor(
    code: ErrorCode,
    detail?: string,
    options: {
      fields?: FieldError[]
      headers?: Record<string, string>
      stale?: StaleWrite
      facts?: Record<string, string> | undefined
      cause?: unknown
    } = {},
  ) {
    super(detail ?? errorCatalogue[code].title, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.fields = options.fields ?? []
    this.headers = options.headers ?? {}
    this.stale = options.stale
    this.facts = options.facts
  }

  get status(): number {
    return errorCatalogue[this.code].status
  }

  /** True when the same call may succeed later without being changed. */
  get isRetryable(): boolean {
    return this.status === 429 || this.status === 502 || this.status === 503
  }
}

/** The same answer for a foreign id and a missing one. */
export function notFound(what: string): AppError {
  return new AppError('not_found', `No such ${what}.`)
}
