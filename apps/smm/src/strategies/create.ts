import type { CreateStrategyRequest, Strategy } from '@hg/contracts'
import { getStrategy, insertStrategy, type Queryable, violates, withTenant, writeAudit } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { auditOf, differencesBetween, tidyText } from './differences.ts'
import { makeRoom } from './make-room.ts'
import { presentStrategy } from './present.ts'

/**
 * Adds a strategy to a client: a draft, or in use at once.
 *
 * @throws {AppError} `not_found`, `forbidden`, `conflict` when another one is in use for the content type
 */
export async function createStrategy(
  deps: SmmDeps,
  ctx: Context,
  clientId: string,
  input: CreateStrategyRequest,
): Promise<Strategy> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'admin', 'client')
    return addStrategy(tx, ctx, clientId, input, 'strategy.created')
  }).catch(refuseSecondActive)
}

/** Stores a new strategy and its audit row. */
export async function addStrategy(
  tx: Queryable,
  ctx: Context,
  clientId: string,
  input: CreateStrategyRequest,
  action: 'strategy.created' | 'strategy.imported',
): Promise<Strategy> {
  const { name, content_type, is_active, message } = input
  if (is_active) await makeRoom(tx, ctx, { id: null, client_id: clientId, content_type }, input.replaces)
  const text = tidyText(input)
  const id = await insertStrategy(tx, {
    ...{ client_id: clientId, name, content_type, is_active },
    ...text,
    message: message || null,
    restored_from: null,
  })
  const { after } = auditOf(differencesBetween({ configuration: {}, merge_modes: {} }, text))
  await writeAudit(tx, ctx, {
    clientId,
    action,
    targetType: 'strategy',
    targetId: id,
    label: name,
    after: { name, content_type, is_active, fields: after },
    facts: { version: 1, content_type, is_active },
  })
  const row = await getStrategy(tx, id)
  if (!row) throw notFound('strategy')
  return presentStrategy(tx, row)
}

/** Two that come into use at once: the second is told. */
export function refuseSecondActive(error: unknown): never {
  if (!violates(error, 'strategies_one_active')) throw error
  throw new AppError('conflict', 'Another strategy came into use for this content type in the meantime.', {
    cause: error,
  })
}
