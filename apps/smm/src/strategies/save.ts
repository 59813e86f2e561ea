import type { SaveStrategyRequest, Strategy } from '@hg/contracts'
import { getStrategy, type Queryable, type StrategyRow, updateStrategyText, withTenant, writeAudit } from '@hg/db'
import { type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { auditOf, differencesBetween, type TextOfStrategy, tidyText } from './differences.ts'
import { findStrategyToChange } from './find.ts'
import { presentStrategy } from './present.ts'

/**
 * Makes a new version of a strategy. A text that says the same makes none.
 *
 * @throws {AppError} `not_found`, `forbidden`, `conflict` when it is at another version
 */
export async function saveStrategy(
  deps: SmmDeps,
  ctx: Context,
  id: string,
  input: SaveStrategyRequest,
): Promise<Strategy> {
  const text = tidyText(input)
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await findStrategyToChange(tx, id, input.base_version, text)
    const saved = await storeText(tx, ctx, row, text, { action: 'strategy.updated', message: input.message })
    return presentStrategy(tx, saved ?? row)
  })
}

/** Stores a text as the next version, with its audit row; null when it says what stands there already. */
export async function storeText(
  tx: Queryable,
  ctx: Context,
  row: StrategyRow,
  text: TextOfStrategy,
  how: {
    action: 'strategy.updated' | 'strategy.rolled_back' | 'strategy.imported'
    message: string | undefined
    restoredFrom?: number
  },
): Promise<StrategyRow | null> {
  const differences = differencesBetween(row, text)
  if (differences.length === 0) return null
  const { action, message, restoredFrom = null } = how
  await updateStrategyText(tx, row.id, { ...text, message: message || null, restored_from: restoredFrom })
  const saved = await getStrategy(tx, row.id)
  if (!saved) throw notFound('strategy')
  await writeAudit(tx, ctx, {
    clientId: row.client_id,
    action,
    targetType: 'strategy',
    targetId: row.id,
    label: row.name,
    ...auditOf(differences),
    facts: {
      version: saved.version,
      from_version: row.version,
      ...(restoredFrom === null ? {} : { restored_from: restoredFrom }),
      paths: differences.map(({ path }) => path),
    },
  })
  return saved
}
