/** The body of an error: RFC 9457 problem details. */
export interface Problem {
  title: string
  status: number
  detail?: string
  /** What went wrong, for programs: `invalid_request`, `budget_spent`, `rate_limited`… */
  code: string
  request_id: string
  /** The wrong fields. */
  errors?: { path: string; message: string }[]
}

/** The API refused a request, or could not answer it. `code` says why; support asks for `requestId`. */
export class HgContentError extends Error {
  override readonly name = 'HgContentError'
  readonly status: number
  readonly code: string
  readonly requestId: string | null
  readonly fields: { path: string; message: string }[]

  constructor(status: number, problem: Partial<Problem> | undefined) {
    super(problem?.detail ?? problem?.title ?? `The API answered ${status}`)
    this.status = status
    this.code = problem?.code ?? 'unreadable'
    this.requestId = problem?.request_id ?? null
    this.fields = problem?.errors ?? []
  }
}
