import { sqlState, violates } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import { BudgetSpent, noteRefusal } from '../budgets/reserve.ts'
import type { CpmDeps } from '../deps.ts'

const lockNotAvailable = '55P03'

/** What the database refused, in the caller's terms; everything else is thrown on. */
export async function explainRefusal(deps: CpmDeps, ctx: Context, clientId: string, error: unknown): Promise<never> {
  if (error instanceof BudgetSpent) await noteRefusal(deps, ctx, clientId, error)
  if (sqlState(error) === lockNotAvailable) throw new AppError('idempotency_in_progress', undefined, { cause: error })
  if (violates(error, 'jobs_client_archived')) {
    const fields = [{ path: 'client_id', message: 'must name a client that is not archived, nor stands under one' }]
    throw new AppError('client_archived', undefined, { fields, cause: error })
  }
  throw error
}
