import type { RollbackStrategyRequest, Strategy } from '@hg/contracts'
import { getStrategyVersion, withTenant } from '@hg/db'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { tidyText } from './differences.ts'
import { findStrategyToChange } from './find.ts'
import { presentStrategy } from './present.ts'
import { storeText } from './save.ts'

/**
 * Makes a new version that says what an earlier one said. The versions in between stay.
 *
 * @throws {AppError} `not_found`, also for a version that does not exist; `forbidden`; `conflict` when it is at another
 * version; `unprocessable` when the earlier version says what stands there now
 */
export async function rollBackStrategy(
  deps: SmmDeps,
  ctx: Context,
  id: string,
  input: RollbackStrategyRequest,
): Promise<Strategy> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await findStrategyToChange(tx, id, input.base_version)
    const earlier = await getStrategyVersion(tx, id, input.version)
    if (!earlier) throw notFound('version')
    const saved = await storeText(tx, ctx, row, tidyText(earlier), {
      action: 'strategy.rolled_back',
      message: input.message,
      restoredFrom: input.version,
    })
    if (!saved) throw new AppError('unprocessable', `Version ${input.version} says what version ${row.version} says.`)
    return presentStrategy(tx, saved)
  })
}
