import { z } from 'zod'
import { timestamp, usd, usdLimit, uuid } from './primitives.ts'

const limit = usdLimit.nullable()

/**
 * `PUT /clients/:id/budget`: limits for each calendar month of what the client and everything below it may cost. Reaching
 * the soft one tells people; work that could pass the hard one is refused. Null is no limit; two nulls are no budget.
 */
export const putBudgetRequest = z
  .strictObject({
    soft_usd: limit,
    hard_usd: limit,
    /** The limits that the change is based on: where others stand by now, nothing is changed (409). Left out, nothing is compared. */
    base: z.strictObject({ soft_usd: limit, hard_usd: limit }).optional(),
  })
  .refine(({ soft_usd, hard_usd }) => soft_usd === null || hard_usd === null || !exceeds(soft_usd, hard_usd), {
    error: 'must not exceed the hard limit',
    path: ['soft_usd'],
  })
  .meta({ examples: [{ soft_usd: '80', hard_usd: '100', base: { soft_usd: null, hard_usd: null } }] })
export type PutBudgetRequest = z.infer<typeof putBudgetRequest>

/** Compares decimal amounts without making floats of them. */
function exceeds(a: string, b: string): boolean {
  const scaled = (amount: string) => {
    const [whole = '', part = ''] = amount.split('.')
    return BigInt(whole + part.padEnd(10, '0'))
  }
  return scaled(a) > scaled(b)
}

/** One level that limits a client, as its month stands. */
export const budgetLevel = z.object({
  client_id: uuid,
  client_name: z.string(),
  soft_usd: usd.nullable(),
  hard_usd: usd.nullable(),
  /** The month's first day, as the level's client counts days. */
  month: z.iso.date(),
  time_zone: z.string(),
  /** What was charged in this month. */
  spent_usd: usd,
  /** What work under way may still cost. */
  reserved_usd: usd,
})
export type BudgetLevel = z.infer<typeof budgetLevel>

/** A limit that was reached; `refused`: something was refused that would have passed it. */
export const budgetAlert = z.object({
  month: z.iso.date(),
  level: z.enum(['soft', 'hard']),
  limit_usd: usd,
  spent_usd: usd,
  refused: z.boolean(),
  at: timestamp,
})
export type BudgetAlert = z.infer<typeof budgetAlert>

/** `GET /clients/:id/budget`: the client's own month, with its limits if it has any, and what limits it from above. */
export const budget = z.object({
  own: budgetLevel,
  /** What the month will have cost at its end when it goes on as it went so far. */
  forecast_usd: usd,
  /** From the root down; null stands for a budget of a client that the caller may not see. */
  above: z.array(budgetLevel.nullable()),
  /** Of the last 12 months, newest first. */
  alerts: z.array(budgetAlert),
})
export type Budget = z.infer<typeof budget>
