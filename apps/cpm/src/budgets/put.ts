import type { Budget, PutBudgetRequest } from '@hg/contracts'
import { type BudgetLimits, lockBudget, setBudget, withTenant, writeAudit } from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { trimDecimal } from '../jobs/trim-decimal.ts'
import { getBudget } from './get.ts'

/**
 * Sets a client's monthly limits, which hold at once: what is under way goes on, what is new is measured by them.
 *
 * @throws {AppError} `not_found`, `forbidden`
 */
export async function putBudget(
  deps: Pick<CpmDeps, 'db'>,
  ctx: Context,
  input: PutBudgetRequest & { client_id: string },
): Promise<Budget> {
  const { client_id, ...asked } = input
  const limits = asked.soft_usd === null && asked.hard_usd === null ? null : asked
  await withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, client_id, 'owner', 'client')
    const before = trimmed(await lockBudget(tx, client_id))
    await setBudget(tx, client_id, limits)
    const after = trimmed(limits)
    if (before?.soft_usd === after?.soft_usd && before?.hard_usd === after?.hard_usd) return
    await writeAudit(tx, ctx, {
      clientId: client_id,
      action: 'budget.changed',
      targetType: 'client',
      targetId: client_id,
      before: before ?? {},
      after: after ?? {},
    })
  })
  // After the commit: what a new budget counts is reckoned there.
  return getBudget(deps, ctx, client_id)
}

function trimmed(limits: BudgetLimits | null): BudgetLimits | null {
  return (
    limits && {
      soft_usd: limits.soft_usd === null ? null : trimDecimal(limits.soft_usd),
      hard_usd: limits.hard_usd === null ? null : trimDecimal(limits.hard_usd),
    }
  )
}
