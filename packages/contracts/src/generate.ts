import { z } from 'zod'
import { contentType, jobStatus, llmProvider, routingMode } from './enums.ts'
import { text, timestamp, usd, usdLimit, uuid } from './primitives.ts'
import { tokenBudget } from './prompts/optimization.ts'
import { promptVariableValues } from './prompts/variables.ts'
import { callbackUrl } from './webhook.ts'

/** What the caller asks of the model; where silent, the strategy and the routing decide. */
export const llmPreferences = z.strictObject({
  provider: llmProvider.optional(),
  model: text().trim().min(1).max(100).optional(),
  temperature: z.number().min(0).max(2).optional(),
  max_output_tokens: z.number().int().min(64).max(128_000).optional(),
  routing: routingMode.optional(),
  /** The prompt's tokens at most: context that a piece can be written without is left out until it fits. */
  max_prompt_tokens: tokenBudget.optional(),
})
export type LlmPreferences = z.infer<typeof llmPreferences>

const metadataValue = z.union([text().max(500), z.number(), z.boolean()])

export const requestKeywords = z.array(text().trim().min(1).max(100)).max(30)
export const requestPriority = z.number().int().min(1).max(10)

export const longestDelayDays = 90
/** When a piece may begin at the earliest; a moment that has passed means at once. */
export const requestStart = timestamp.refine(
  (moment) => Date.parse(moment) <= Date.now() + longestDelayDays * 86_400_000,
  {
    error: `must lie at most ${longestDelayDays} days ahead`,
  },
)

export const maxMetadataEntries = 30
export const requestMetadata = z
  .record(text().max(60), metadataValue)
  .refine((m) => Object.keys(m).length <= maxMetadataEntries, {
    error: `must have at most ${maxMetadataEntries} entries`,
  })

/** Whether a request may be answered from the client's cache. */
export const cacheUse = z.enum(['use', 'bypass'])
export type CacheUse = z.infer<typeof cacheUse>

/** What the reference shows as a request. */
const generateExample = {
  client_id: '0190a6d8-4b1c-7c3a-9d2e-5f6a7b8c9d0e',
  content_type: 'blog_post',
  topic: 'Teaching waves with wireless sensors',
  keywords: ['wireless sensors', 'physics lab'],
  brief: 'For teachers in their first year. Mention that no cables are needed.',
  metadata: { order: 4711 },
}

/** `POST /generate`: one piece of content for one client. */
export const generateRequest = z
  .strictObject({
    client_id: uuid,
    content_type: contentType,
    topic: text().trim().min(3, 'must have at least 3 characters').max(500, 'must have at most 500 characters'),
    keywords: requestKeywords.optional(),
    brief: text().trim().max(20_000).optional(),
    strategy_id: uuid.optional(),
    template_id: uuid.optional(),
    /** This version of the named template, in use or not: a draft is tried before it serves. Only what you may read. */
    template_version: z.number().int().positive().optional(),
    /** A named brief of the client or of one above it: what the request leaves open is filled from it. */
    content_template_id: uuid.optional(),
    llm: llmPreferences.optional(),
    /** Orders the client's own jobs: 1 is the most urgent, 5 the usual. */
    priority: requestPriority.optional(),
    not_before: requestStart.optional(),
    /** `bypass` writes anew what the cache could answer; the cache keeps the new text. Without it, the strategy decides. */
    cache: cacheUse.optional(),
    /** Called when the job has ended. It must share the origin of a webhook of the client or of one above it, whose secret signs. */
    callback_url: callbackUrl.optional(),
    /** A ceiling: no call is begun that could pass it. */
    max_cost_usd: usdLimit.refine((amount) => /[1-9]/.test(amount), { error: 'must be more than 0' }).optional(),
    /** What the prompt's own variables are for this piece, by name; a template says which it takes. Data, whatever they say. */
    variables: promptVariableValues.optional(),
    metadata: requestMetadata.optional(),
  })
  .meta({ examples: [generateExample] })
export type GenerateRequest = z.infer<typeof generateRequest>

/** The answer to an accepted request: the job is stored and will be written. The cost is the high estimate. */
export const generateAccepted = z.object({
  job_id: uuid,
  status: jobStatus,
  status_url: z.string(),
  events_url: z.string(),
  estimated_cost_usd: usd,
})
export type GenerateAccepted = z.infer<typeof generateAccepted>

/**
 * `POST /estimate`: what a request would cost. `high_usd` is what is reserved for it, and never passed: a call that could
 * pass it is not begun.
 */
export const estimate = z.object({
  low_usd: usd,
  expected_usd: usd,
  high_usd: usd,
  provider: llmProvider,
  model: z.string(),
  /** Whether the client's own pieces of this type say what to expect. */
  from_history: z.boolean(),
})
export type Estimate = z.infer<typeof estimate>

/** 1 to 200 visible ASCII characters, unique per client for 24 hours. */
export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters')
