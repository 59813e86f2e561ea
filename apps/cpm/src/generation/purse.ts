import { sumUsd } from '@hg/llm'

/** What was reserved for a job, and what its calls have cost of it. Only the job's worker holds one. */
export class Purse {
  readonly #reservedUsd: string
  readonly #spent = new Map<number, string>()

  constructor(reservedUsd: string) {
    this.#reservedUsd = reservedUsd
  }

  /** Notes what an attempt cost; said twice, it counts once. */
  spend(attempt: number, usd: string): void {
    this.#spent.set(attempt, usd)
  }

  /** Below zero when a provider charged for more than it was allowed to. */
  get leftUsd(): string {
    return sumUsd([this.#reservedUsd, ...[...this.#spent.values()].map((usd) => `-${usd}`)])
  }
}
