import { z } from 'zod'
import { llmProvider, routingMode } from './enums.ts'

/**
 * Why a call went to its model: the request, the strategy, the prompt's version, or the provider that one of them names; the routing; or what
 * came before, which is another try, another provider after a failure, a larger window after "too long", or another
 * provider after content was refused.
 */
export const choiceReason = z.enum([
  'request_model',
  'strategy_model',
  'prompt_model',
  'provider_named',
  'routing',
  'retry',
  'other_provider',
  'larger_window',
  'after_refusal',
])
export type ChoiceReason = z.infer<typeof choiceReason>

/** A model as routing saw it. Scores run from 0 to 1, the best first; figures are null where too little was seen lately. */
export const consideredModel = z.object({
  provider: llmProvider,
  model: z.string(),
  score: z.number(),
  /** What the call costs at most, in US dollars, for comparing. */
  cost_usd: z.number(),
  /** 1 to 10: of long texts, by our judgement; and how fast it writes, as seen lately or by our judgement. */
  quality: z.number(),
  speed: z.number(),
  tokens_per_second: z.number().nullable(),
  /** The share of recent calls that failed by the provider's fault. */
  error_rate: z.number().nullable(),
  /** Whether its circuit was open: then it is tried last. */
  circuit_open: z.boolean(),
})
export type ConsideredModel = z.infer<typeof consideredModel>

/** Why a call went where it went. `considered` stands on a job's first call, and on the first of each repair. */
export const modelChoice = z.object({
  reason: choiceReason,
  routing: routingMode,
  considered: z.array(consideredModel).optional(),
})
export type ModelChoice = z.infer<typeof modelChoice>

/** True when a provider's answer names the model that was asked for: itself, or a dated version of it. */
export function isModelAskedFor(requested: string, used: string): boolean {
  if (requested === used) return true
  const suffix = used.startsWith(requested) ? used.slice(requested.length) : null
  return suffix !== null && /^-(\d{3}|\d{8}|\d{4}-\d{2}-\d{2})$/.test(suffix)
}
