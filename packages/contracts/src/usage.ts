import { z } from 'zod'
import { usd, uuid } from './primitives.ts'

/** What usage is put together by. */
export const usageDimension = z.enum(['day', 'provider', 'model', 'content_type', 'client'])
export type UsageDimension = z.infer<typeof usageDimension>

const day = z.iso
  .date({ error: 'must be a day, such as 2026-03-01' })
  .refine((given) => given >= '1970', { error: 'must not be before 1970' })

/** The longest time that usage is asked for, in days. */
export const longestUsageDays = 1100

/**
 * `GET /usage`: of a client and everything below it, from the day `from` to the day `to`, both included. Without them, the
 * last 30 days.
 */
export const usageQuery = z
  .strictObject({
    client_id: uuid,
    from: day.optional(),
    to: day.optional(),
    group_by: usageDimension.default('day'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    error: 'must not be before from',
    path: ['to'],
  })
  .refine(
    ({ from, to }) =>
      from === undefined || to === undefined || Date.parse(to) - Date.parse(from) <= longestUsageDays * 86_400_000,
    { error: `must be at most ${longestUsageDays} days after from`, path: ['to'] },
  )
export type UsageQuery = z.infer<typeof usageQuery>

/** What was used: pieces that were completed, calls that were charged, their tokens, and what they cost. */
export const usageFigures = z.object({
  jobs: z.number().int(),
  attempts: z.number().int(),
  input_tokens: z.number().int(),
  output_tokens: z.number().int(),
  /** Parts of the two before. */
  cached_input_tokens: z.number().int(),
  cache_write_tokens: z.number().int(),
  reasoning_tokens: z.number().int(),
  cost_usd: usd,
  /** The part of the cost that providers never confirmed. */
  estimated_usd: usd,
  /** The pieces whose text came from the cache. */
  cached_jobs: z.number().int(),
})
export type UsageFigures = z.infer<typeof usageFigures>

/** One day (`2026-03-01`), provider, model (`openai/gpt-5.4`), content type or client (its id), with what it is called. */
export const usageGroup = usageFigures.extend({ key: z.string(), label: z.string() })
export type UsageGroup = z.infer<typeof usageGroup>

/** Days are each client's own. Days in order, the rest by cost; what used nothing is not listed. */
export const usage = z.object({
  client_id: uuid,
  from: z.iso.date(),
  to: z.iso.date(),
  group_by: usageDimension,
  items: z.array(usageGroup),
  total: usageFigures,
})
export type Usage = z.infer<typeof usage>
