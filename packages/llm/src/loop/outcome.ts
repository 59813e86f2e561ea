import type { AbortedError, ProviderError } from '../errors.ts'
import type { LlmAnswer } from '../types.ts'

/** How one attempt ended. */
export type AttemptOutcome =
  | { status: 'succeeded'; answer: LlmAnswer }
  | { status: 'failed'; error: ProviderError }
  | { status: 'aborted'; error: AbortedError }
