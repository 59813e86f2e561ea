import type { Budget, BudgetLevel } from '@hg/contracts'
import { type BudgetRow, budgetsOf, listBudgetAlerts, type Queryable, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { trimDecimal } from '../jobs/trim-decimal.ts'
import { forecastMonth } from './forecast-month.ts'

/**
 * How a client's month stands: its own limits, spending and reservations, and the budgets above it.
 *
 * @throws {AppError} `not_found`
 */
export async function getBudget(deps: Pick<CpmDeps, 'db'>, ctx: Context, clientId: string): Promise<Budget> {
  const read = async (tx: Queryable): Promise<Budget> => {
    await requireRole(tx, clientId, 'viewer', 'client')
    const levels = (await budgetsOf(tx, clientId)).map((row) => ({ depth: row.depth, level: toLevel(row) }))
    const own = levels.find(({ depth }) => depth === 0)?.level
    if (!own) throw new Error('a visible client has a month of its own')
    const alerts = await listBudgetAlerts(tx, clientId)
    return {
      own,
      forecast_usd: forecastMonth(own.spent_usd, { month: own.month, timeZone: own.time_zone, now: new Date() }),
      above: levels.filter(({ depth }) => depth > 0).map(({ level }) => level),
      alerts: alerts.map(({ month, level, limit_usd, spent_usd, reached, at }) => ({
        month,
        level,
        limit_usd: trimDecimal(limit_usd),
        spent_usd: trimDecimal(spent_usd),
        refused: !reached,
        at: at.toISOString(),
      })),
    }
  }
  return withTenant(deps.db, ctx.actor, read, { snapshot: true })
}

function toLevel(row: BudgetRow): BudgetLevel | null {
  const { client_id, client_name, month, time_zone, spent_usd, reserved_usd } = row
  if (client_id === null || month === null || time_zone === null || spent_usd === null || reserved_usd === null)
    return null
  return {
    client_id,
    client_name: client_name ?? '',
    soft_usd: row.soft_usd === null ? null : trimDecimal(row.soft_usd),
    hard_usd: row.hard_usd === null ? null : trimDecimal(row.hard_usd),
    month,
    time_zone,
    spent_usd: trimDecimal(spent_usd),
    reserved_usd: trimDecimal(reserved_usd),
  }
}
