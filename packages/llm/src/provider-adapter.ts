import type { LlmProvider } from '@hg/contracts'
import type { BatchEndpoint } from './batch/batch-endpoint.ts'
import type { LlmAnswer, LlmRequest, StreamOptions } from './types.ts'

/** One provider behind one key. */
export interface ProviderAdapter {
  provider: LlmProvider
  /** Tells keys apart without showing them: the id that the key was given, else the start of its SHA-256. */
  keyId: string
  /** One call, never repeated. Rejects with a `ProviderError` or an `AbortedError`, never with an SDK's own error. */
  stream: (request: LlmRequest, options: StreamOptions) => Promise<LlmAnswer>
  /**
   * Lists the provider's models, which costs nothing and takes a good key. Rejects with a `ProviderError`
   * (`provider_key_refused` for a key that the provider does not take) or an `AbortedError`.
   */
  test: (signal: AbortSignal) => Promise<void>
  /** Where the provider takes many requests at once, for less; absent where it does not. */
  batches?: BatchEndpoint
}
