import type { ChangeStrategyRequest, Strategy } from '@hg/contracts'
import { getStrategy, updateStrategyState, withTenant, writeAudit } from '@hg/db'
import { type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { refuseSecondActive } from './create.ts'
import { findStrategyToChange } from './find.ts'
import { makeRoom } from './make-room.ts'
import { presentStrategy } from './present.ts'

/**
 * Renames a strategy, or takes it into or out of use. There is no deletion: pieces name the version that they were
 * written by.
 *
 * @throws {AppError} `not_found`, `forbidden`, `conflict` when it is at another version, or another one is in use
 */
export async function changeStrategy(
  deps: SmmDeps,
  ctx: Context,
  id: string,
  input: ChangeStrategyRequest,
): Promise<Strategy> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await findStrategyToChange(tx, id, input.base_version)
    const name = input.name === row.name ? undefined : input.name
    const isActive = input.is_active === row.is_active ? undefined : input.is_active
    if (isActive) await makeRoom(tx, ctx, row, input.replaces)
    if (name !== undefined || isActive !== undefined) await updateStrategyState(tx, id, { name, is_active: isActive })
    const target = { clientId: row.client_id, targetType: 'strategy', targetId: id, label: name ?? row.name }
    if (name !== undefined)
      await writeAudit(tx, ctx, { ...target, action: 'strategy.renamed', before: { name: row.name }, after: { name } })
    if (isActive !== undefined)
      await writeAudit(tx, ctx, {
        ...target,
        action: isActive ? 'strategy.activated' : 'strategy.deactivated',
        before: { is_active: row.is_active },
        after: { is_active: isActive },
        facts: { version: row.version, ...(input.replaces ? { replaced: input.replaces } : {}) },
      })
    const changed = await getStrategy(tx, id)
    if (!changed) throw notFound('strategy')
    return presentStrategy(tx, changed)
  }).catch(refuseSecondActive)
}
