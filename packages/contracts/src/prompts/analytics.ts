import { z } from 'zod'
import { contentType } from '../enums.ts'
import { timestamp, usd, uuid } from '../primitives.ts'

/** The longest time that is told day by day; longer ones are told by weeks. */
const longestInDays = 92

/**
 * `GET /analytics/prompts`: pieces requested from `from` (inclusive) to `to` (exclusive) by the client and all below it, trials
 * left out. `group` is what the figures over time are of: UTC days or weeks, which begin on Mondays.
 */
export const promptAnalyticsQuery = z
  .strictObject({
    client_id: uuid,
    template_id: uuid.optional(),
    from: timestamp.optional(),
    to: timestamp.optional(),
    group: z.enum(['day', 'week']).optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) <= Date.parse(to), {
    error: 'must not be before from',
    path: ['to'],
  })
export type PromptAnalyticsQuery = z.infer<typeof promptAnalyticsQuery>

/** Days where they are few enough, else weeks. */
export function usualPromptGroup({ from, to }: Pick<PromptAnalyticsQuery, 'from' | 'to'>): 'day' | 'week' {
  if (from === undefined) return 'week'
  const end = to === undefined ? Date.now() : Date.parse(to)
  return end - Date.parse(from) <= longestInDays * 86_400_000 ? 'day' : 'week'
}

/** What came of the pieces of a version, those that it failed before their prompt was made included. Means are null where there is nothing to take them of. */
export const promptFigures = z.object({
  uses: z.number().int(),
  completed: z.number().int(),
  failed: z.number().int(),
  cancelled: z.number().int(),
  unfinished: z.number().int(),
  /** Completed pieces of those that were completed or failed, 0 to 1. */
  success_rate: z.number().nullable(),
  mean_score: z.number().nullable(),
  /** Pieces that passed their checks, of those that were checked, 0 to 1. */
  pass_rate: z.number().nullable(),
  cost_usd: usd,
  /** All that was spent, failures included, by completed piece. */
  cost_per_piece_usd: usd.nullable(),
  input_tokens: z.number().int(),
  output_tokens: z.number().int(),
  /** Of a piece's first prompt, by our own count. */
  mean_prompt_tokens: z.number().nullable(),
  mean_tokens_saved: z.number().nullable(),
  tokens_saved: z.number().int(),
  /** From when a piece was begun until it was done, checks and repairs included. */
  mean_seconds: z.number().nullable(),
})
export type PromptFigures = z.infer<typeof promptFigures>

const version = z.object({
  template_id: uuid,
  /** As it is called now, or was for the latest of its pieces; null where neither can be told. */
  template_name: z.string().nullable(),
  version: z.number().int().positive(),
})

/** By version and content type, the most used first; over time by version. */
export const promptAnalytics = z.object({
  client_id: uuid,
  from: timestamp.nullable(),
  to: timestamp.nullable(),
  group: z.enum(['day', 'week']),
  items: z.array(
    version.extend({
      ...promptFigures.shape,
      content_type: contentType,
      feedback: z.object({ good: z.number().int(), bad: z.number().int() }),
      /** Pieces that somebody edited. */
      edited: z.number().int(),
      last_at: timestamp,
    }),
  ),
  /** `at` is the first day. What had no piece is not in it. */
  over_time: z.array(version.omit({ template_name: true }).extend({ ...promptFigures.shape, at: z.iso.date() })),
})
export type PromptAnalytics = z.infer<typeof promptAnalytics>
