import type { Budget, PutBudgetRequest } from '@hg/contracts'
import { type BudgetLimits, lockBudget, setBudget, withTenant, writeAudit } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { trimDecimal } from '../jobs/trim-decimal.ts'
import { getBudget } from './get.ts'

/**
 * Sets a client's monthly limits, which hold at once: what is under way goes on, what is new is measured by them.
 *
 * @throws {AppError} `not_found`, `forbidden`, `conflict` when other limits stand there than the change is based on
 */
export async function putBudget(
  deps: Pick<CpmDeps, 'db'>,
  ctx: Context,
  input: PutBudgetRequest & { client_id: string },
): Promise<Budget> {
  const { client_id, base, ...asked } = input
  const limits = asked.soft_usd === null && asked.hard_usd === null ? null : asked
  await withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, client_id, 'owner', 'client')
    const before = trimmed(await lockBudget(tx, client_id))
    // After the wait, which may have been long: the policies would pass over the change without a word.
    await requireRole(tx, client_id, 'owner', 'client')
    const after = trimmed(limits)
    if (isSame(before, after)) return
    if (base && !isSame(before, trimmed(base))) throw stale(before, asked)
    await setBudget(tx, client_id, limits)
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

const none: BudgetLimits = { soft_usd: null, hard_usd: null }

function isSame(a: BudgetLimits | null, b: BudgetLimits | null): boolean {
  return (a ?? none).soft_usd === (b ?? none).soft_usd && (a ?? none).hard_usd === (b ?? none).hard_usd
}

function stale(current: BudgetLimits | null, yours: BudgetLimits): AppError {
  return new AppError('conflict', 'Other limits were set in the meantime.', {
    stale: { current: current ?? none, yours },
  })
}

function trimmed(limits: BudgetLimits | null): BudgetLimits | null {
  return (
    limits && {
      soft_usd: limits.soft_usd === null ? null : trimDecimal(limits.soft_usd),
      hard_usd: limits.hard_usd === null ? null : trimDecimal(limits.hard_usd),
    }
  )
}
