import type { ContentTypeOrAny } from '@hg/contracts'
import { listStrategies, lockStrategy, type Queryable, updateStrategyState, writeAudit } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'

/**
 * Takes the active strategy of a client and content type out of use, so that another can stand there.
 *
 * @param replaces the id that the caller expects there; nothing is done silently
 * @throws {AppError} `conflict` when another one, or none, is there
 */
export async function makeRoom(
  tx: Queryable,
  ctx: Context,
  place: { id: string | null; client_id: string; content_type: ContentTypeOrAny },
  replaces: string | undefined,
): Promise<void> {
  const present = (await listStrategies(tx, place.client_id)).find(
    (row) => row.is_active && row.content_type === place.content_type && row.id !== place.id,
  )
  if (present?.id !== replaces) {
    const message = present
      ? `must be ${present.id}, the id of “${present.name}”, which applies now`
      : 'names a strategy that does not apply'
    throw new AppError(
      'conflict',
      present
        ? `“${present.name}” is the active strategy for this content type. Name it in replaces to take its place.`
        : 'The strategy to be replaced does not apply any more.',
      { fields: [{ path: 'replaces', message }] },
    )
  }
  if (!present) return
  await lockStrategy(tx, present.id)
  await updateStrategyState(tx, present.id, { is_active: false })
  await writeAudit(tx, ctx, {
    clientId: place.client_id,
    action: 'strategy.deactivated',
    targetType: 'strategy',
    targetId: present.id,
    label: present.name,
    before: { is_active: true },
    after: { is_active: false },
    facts: { version: present.version, replaced_by: place.id },
  })
}
