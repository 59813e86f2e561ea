import { type BudgetRefusal, noteRefusedBudget, type Queryable, reserveBudget, sqlState, withTenant } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { trimDecimal } from '../jobs/trim-decimal.ts'

const lockNotAvailable = '55P03'

/** A budget has no room for what is asked. The transaction that it is thrown in leaves nothing. */
export class BudgetSpent extends AppError {
  readonly askedUsd: string

  constructor(refusal: BudgetRefusal) {
    const message = explain(refusal)
    super('budget_spent', message, { fields: [{ path: 'client_id', message }] })
    this.name = 'BudgetSpent'
    this.askedUsd = refusal.asked_usd
  }
}

/**
 * Reserves what new jobs of one client may cost, or throws. The last statement before the commit.
 *
 * @throws {BudgetSpent} naming the level that has no room
 * @throws {AppError} `unavailable` when too many others reserve at the same time
 */
export async function reserveOrRefuse(tx: Queryable, jobIds: string[]): Promise<void> {
  const refusal = await reserveBudget(tx, jobIds).catch((error: unknown) => {
    if (sqlState(error) !== lockNotAvailable) throw error
    throw new AppError('unavailable', 'The budget is in use by many requests; try again.', { cause: error })
  })
  if (refusal) throw new BudgetSpent(refusal)
}

/** Tells people once a month that requests are refused; a failure of that changes nothing for the caller. */
export async function noteRefusal(
  deps: Pick<CpmDeps, 'db' | 'logger'>,
  ctx: Context,
  clientId: string,
  refused: BudgetSpent,
): Promise<void> {
  try {
    await withTenant(deps.db, ctx.actor, (tx) => noteRefusedBudget(tx, clientId, refused.askedUsd))
  } catch (err) {
    deps.logger.warn({ err, clientId }, 'a refused budget was not noted')
  }
}

function explain(refusal: BudgetRefusal): string {
  if (refusal.level === null)
    return 'A budget of a client above this one has no room for it. Whoever keeps that budget can tell.'
  const { name, month, hard_usd, spent_usd, reserved_usd, asked_usd } = refusal
  const [hard, spent, reserved, asked] = [hard_usd, spent_usd, reserved_usd, asked_usd].map(
    (usd) => `$${trimDecimal(usd)}`,
  )
  return (
    `The budget of ${name} for ${month.slice(0, 7)} is ${hard}: ${spent} is spent and ${reserved} reserved for work under ` +
    `way; this may need up to ${asked}.`
  )
}
