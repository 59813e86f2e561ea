import { z } from 'zod'
import { modelChoice } from './choice.ts'
import { llmProvider } from './enums.ts'
import { attemptPurpose } from './job-attempt-purpose.ts'
import { timestamp, usd, uuid } from './primitives.ts'
import { cachedFrom } from './receipt.ts'

/** One call to a provider. Tokens are null where the provider never said and nothing was estimated. */
export const jobAttempt = z.object({
  attempt: z.number().int().positive(),
  purpose: attemptPurpose,
  provider: llmProvider,
  model_requested: z.string(),
  /** The client's own key that the call was made with, or one from above; null for the platform's. */
  provider_key_id: uuid.nullable(),
  model_used: z.string().nullable(),
  status: z.enum(['started', 'succeeded', 'failed', 'aborted', 'lost']),
  error_class: z.enum(['same_again', 'other_provider', 'give_up']).nullable(),
  error_message: z.string().nullable(),
  finish_reason: z.string().nullable(),
  input_tokens: z.number().int().nullable(),
  output_tokens: z.number().int().nullable(),
  cached_input_tokens: z.number().int().nullable(),
  cache_write_tokens: z.number().int().nullable(),
  reasoning_tokens: z.number().int().nullable(),
  dropped_parameters: z.array(z.string()),
  /** Why it went to this model; null where nobody chose, and for calls of before this was noted. */
  choice: modelChoice.nullable(),
  /** The call whose answer was used again, from the cache: then nothing was called, and it costs nothing. Null for a call. */
  cached_from: cachedFrom.nullable(),
  /** Whether it was made in the provider's batch, for less: the prices are those of batches then. */
  batched: z.boolean(),
  price: z.object({
    id: uuid,
    input_usd_per_million: usd,
    output_usd_per_million: usd,
    /** Null: what is read from, or written to, the provider's cache costs what other input costs. */
    cache_read_usd_per_million: usd.nullable(),
    cache_write_usd_per_million: usd.nullable(),
    effective_from: timestamp,
  }),
  cost_usd: usd.nullable(),
  cost_estimated: z.boolean(),
  started_at: timestamp,
  ended_at: timestamp.nullable(),
})
export type JobAttempt = z.infer<typeof jobAttempt>
