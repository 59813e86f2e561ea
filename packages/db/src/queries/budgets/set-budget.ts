import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** A client's own limits, US dollars a month. */
export interface BudgetLimits {
  soft_usd: string | null
  hard_usd: string | null
}

/** A client's own limits, locked against other changes until the transaction ends; null when it has no budget. */
export async function lockBudget(tx: Queryable, clientId: string): Promise<BudgetLimits | null> {
  // Where there is no budget yet, there is no row to lock.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`budget ${clientId}`}, 0))`.execute(tx)
  const row = await tx
    .selectFrom('budgets')
    .select(['soft_usd', 'hard_usd'])
    .where('client_id', '=', clientId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** Sets a client's own limits; null takes its budget away. What a new budget counts is reckoned when the transaction ends. */
export async function setBudget(tx: Queryable, clientId: string, limits: BudgetLimits | null): Promise<void> {
  if (limits === null) {
    await tx.deleteFrom('budgets').where('client_id', '=', clientId).execute()
    return
  }
  await tx
    .insertInto('budgets')
    .values({ client_id: clientId, ...limits })
    .onConflict((conflict) => conflict.column('client_id').doUpdateSet(limits))
    .execute()
}
