/** The queue's server could not be reached in time. What was to be enqueued is not lost if Postgres has it. */
export class QueueUnavailableError extends Error {
  readonly isRetryable = true

  constructor(what: string, cause?: unknown) {
    super(`${what}: the queue cannot be reached`, { cause })
    this.name = 'QueueUnavailableError'
  }
}
