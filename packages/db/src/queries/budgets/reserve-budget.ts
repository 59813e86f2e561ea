import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** Why nothing was reserved. Amounts are US dollars as decimal strings. */
export type BudgetRefusal =
  /** A budget of a client that the actor may not see. */
  | { level: null; asked_usd: string }
  | {
      level: string
      name: string
      /** The month's first day. */
      month: string
      hard_usd: string
      spent_usd: string
      reserved_usd: string
      asked_usd: string
    }

/** How long to wait for others who reserve from the same budgets. */
const patienceMs = 15_000

/**
 * Reserves what new jobs of one client may cost (`jobs.reserved_usd`), at every budget above them; all or none. The last
 * statement of its transaction: until that ends, everybody else who reserves from these budgets waits.
 *
 * @returns null when it is done; else the budget that has no room, and then the transaction must not be committed
 * @throws SQLSTATE 55P03 when others hold the budgets for too long
 */
export async function reserveBudget(tx: Queryable, jobIds: string[]): Promise<BudgetRefusal | null> {
  // In order: the limit first, which an idempotency key may have set lower.
  const [, { rows }] = await Promise.all([
    sql`select set_config('lock_timeout', ${`${patienceMs}ms`}, true)`.execute(tx),
    sql<{ outcome: { refused?: BudgetRefusal } | null }>`
      select app.reserve_budget(${jobIds}::uuid[]) as outcome`.execute(tx),
  ])
  const outcome = rows[0]?.outcome
  if (!outcome) throw new Error('the jobs to reserve for are not the actor’s')
  return outcome.refused ?? null
}

/** Writes down that a request was refused, after its transaction left nothing: so that people are told, once a month. */
export async function noteRefusedBudget(tx: Queryable, clientId: string, askedUsd: string): Promise<void> {
  await sql`select app.note_refused_budget(${clientId}, ${askedUsd}::numeric)`.execute(tx)
}
