/** Why the work on a job stops before its end. */
export type StopReason = 'cancelled' | 'lease_lost' | 'shutdown'

/** An abort reason that says why; every other reason is an error. */
export class Stopped extends Error {
  readonly reason: StopReason

  constructor(reason: StopReason) {
    super(`stopped: ${reason}`)
    this.name = 'Stopped'
    this.reason = reason
  }
}

/** The jobs that this process is working on, so that a cancellation reaches the call that is under way. */
export class RunningJobs {
  readonly #controllers = new Map<string, AbortController>()

  /** Begins a job; its signal aborts when somebody stops it. */
  begin(jobId: string): AbortController {
    const controller = new AbortController()
    this.#controllers.set(jobId, controller)
    return controller
  }

  end(jobId: string, controller: AbortController): void {
    if (this.#controllers.get(jobId) === controller) this.#controllers.delete(jobId)
  }

  /** Stops a job if it runs here. */
  stop(jobId: string, reason: StopReason): void {
    this.#controllers.get(jobId)?.abort(new Stopped(reason))
  }

  get size(): number {
    return this.#controllers.size
  }
}
