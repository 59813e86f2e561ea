import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** A level's month. All but the depth is null for a client that the actor may not see. */
export interface BudgetRow {
  client_id: string | null
  client_name: string | null
  /** 0: the asked client itself, which is there without a budget too. */
  depth: number
  soft_usd: string | null
  hard_usd: string | null
  month: string | null
  time_zone: string | null
  spent_usd: string | null
  reserved_usd: string | null
}

/** The budgets that a client's work counts to, from the root down, the client itself last. Nothing for a foreign client. */
export async function budgetsOf(tx: Queryable, clientId: string): Promise<BudgetRow[]> {
  const { rows } = await sql<BudgetRow>`
    select client_id, client_name, depth, soft_usd, hard_usd, month::text, time_zone, spent_usd, reserved_usd
    from app.budgets_of(${clientId})`.execute(tx)
  return rows
}

export interface BudgetAlertRow {
  month: string
  level: 'soft' | 'hard'
  limit_usd: string
  spent_usd: string
  reached: boolean
  at: Date
}

/** The limits that a client reached in the last 12 months, newest first. */
export async function listBudgetAlerts(tx: Queryable, clientId: string): Promise<BudgetAlertRow[]> {
  const { rows } = await sql<BudgetAlertRow>`
    select month::text, level, limit_usd, spent_usd, reached, at
    from budget_alerts
    where client_id = ${clientId} and month > now() - interval '12 months'
    order by month desc, at desc, level`.execute(tx)
  return rows
}
