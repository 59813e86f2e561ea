import { z } from 'zod'
import { contentType, llmProvider } from '../enums.ts'
import { timestamp, usd, uuid } from '../primitives.ts'

/** `GET /analytics/strategies`: pieces requested from `from` (inclusive) to `to` (exclusive). */
export const strategyAnalyticsQuery = z.strictObject({
  client_id: uuid,
  strategy_id: uuid.optional(),
  from: timestamp.optional(),
  to: timestamp.optional(),
})
export type StrategyAnalyticsQuery = z.infer<typeof strategyAnalyticsQuery>

/** What came of a set of pieces. */
export const strategyOutcome = z.object({
  pieces: z.number().int(),
  completed: z.number().int(),
  failed: z.number().int(),
  cancelled: z.number().int(),
  unfinished: z.number().int(),
  quality: z.object({
    /** Pieces with a score. */
    scored: z.number().int(),
    passed: z.number().int(),
    /** Null where nothing was scored. */
    mean: z.number().nullable(),
    /** Pieces by score, ten steps: 0 to below 10, ... 90 to 100. */
    distribution: z.array(z.number().int()).length(10),
  }),
  words: z.object({ total: z.number().int(), mean: z.number().nullable() }),
  tokens: z.object({ input: z.number().int(), output: z.number().int() }),
  cost: z.object({
    total_usd: usd,
    /** All that was spent, failures included, by completed piece; null without one. */
    per_completed_usd: usd.nullable(),
  }),
  first_at: timestamp.nullable(),
  last_at: timestamp.nullable(),
})
export type StrategyOutcome = z.infer<typeof strategyOutcome>

/** Words about pieces: how many were good, how many were not, and of how many pieces they were. */
export const feedbackSum = z.object({ good: z.number().int(), bad: z.number().int(), pieces: z.number().int() })
export type FeedbackSum = z.infer<typeof feedbackSum>

/** What one version produced as the nearest layer: the strategy that the pieces name as theirs. */
export const strategyVersionOutcome = strategyOutcome.extend({
  strategy_id: uuid,
  /** Null for a strategy that is no longer in the client's lineage. */
  strategy_name: z.string().nullable(),
  version: z.number().int().positive(),
  feedback: feedbackSum,
})
export type StrategyVersionOutcome = z.infer<typeof strategyVersionOutcome>

/** By strategy and version, the latest version first, for the client and all below it. */
export const strategyAnalytics = z.object({
  client_id: uuid,
  from: timestamp.nullable(),
  to: timestamp.nullable(),
  items: z.array(strategyVersionOutcome),
  /** What people and keys said of the same pieces, the most spoken of first; what nobody spoke of is not in it. */
  feedback: z.object({
    by_content_type: z.array(feedbackSum.extend({ content_type: contentType })),
    /** `model` is null for pieces of which it was not noted. */
    by_model: z.array(feedbackSum.extend({ provider: llmProvider, model: z.string().nullable() })),
  }),
})
export type StrategyAnalytics = z.infer<typeof strategyAnalytics>
