import type { AttemptOutcome } from '../loop/outcome.ts'
import type { LlmRequest } from '../types.ts'

/** One request of a batch. */
export interface BatchRequest {
  /** Ours, unique within the batch: letters, digits, `-` and `_`, at most 64. */
  id: string
  request: LlmRequest
}

/** What a provider says of a batch. */
export interface ProviderBatch {
  /** The provider's own. */
  id: string
  hasEnded: boolean
  /** After which the provider leaves undone what is not done; null where it does not say. */
  expiresAt: Date | null
  /** Why the provider took none of its requests; null where it did. */
  refusal: string | null
}

/** What is known of the format of a request when its answer comes. */
export type BatchFormat = Pick<LlmRequest, 'model' | 'format'>

/** What came of one request. A call that was never made is `failed` and never reached its provider. */
export interface BatchResult {
  id: string
  outcome: Exclude<AttemptOutcome, { status: 'aborted' }>
}

/**
 * Where a provider takes many requests at once, to be answered within a day for less. All of it rejects with a
 * `ProviderError`, or an `AbortedError` when the signal aborts.
 */
export interface BatchEndpoint {
  /**
   * Sends a batch, once. A failure without a status whose request was sent leaves open whether the batch was taken; then
   * `find` tells.
   *
   * @param batch.name ours, unique
   */
  send: (batch: { name: string; requests: BatchRequest[] }, signal: AbortSignal) => Promise<ProviderBatch>
  /**
   * Looks for a batch whose sending was not answered. Null: it was not taken. `unclear`: one that cannot be told from it is
   * still under way.
   *
   * @param batch.since when its sending began
   * @param batch.ids its requests'
   * @param batch.known batches of which it is known whose they are
   */
  find: (
    batch: { name: string; since: Date; ids: string[]; known: string[] },
    signal: AbortSignal,
  ) => Promise<ProviderBatch | 'unclear' | null>
  get: (id: string, signal: AbortSignal) => Promise<ProviderBatch>
  /** Asks the provider to leave the rest of a batch undone; what it has done stays done. */
  cancel: (id: string, signal: AbortSignal) => Promise<void>
  /** The results of a batch that has ended. What it leaves out was not done. */
  results: (
    id: string,
    formatOf: (requestId: string) => BatchFormat | undefined,
    signal: AbortSignal,
  ) => AsyncIterable<BatchResult>
}
