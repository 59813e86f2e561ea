import type { ContentTypeOrAny, MergeModes, StrategyConfiguration } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { requireChanged } from '../require-changed.ts'

export interface StrategyTextRow {
  configuration: StrategyConfiguration
  merge_modes: MergeModes
  message: string | null
  /** The version that this text was taken from again. */
  restored_from: number | null
}

/** Stores a new strategy as its version 1. Refused by `strategies_one_active` beside another active one of its type. */
export async function insertStrategy(
  tx: Queryable,
  given: StrategyTextRow & { client_id: string; name: string; content_type: ContentTypeOrAny; is_active: boolean },
): Promise<string> {
  const { id } = await tx
    .insertInto('strategies')
    .values({
      ...given,
      configuration: JSON.stringify(given.configuration),
      merge_modes: JSON.stringify(given.merge_modes),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/**
 * Replaces a strategy's text; a trigger makes the version. Nothing happens when the text is the same.
 *
 * @throws {AppError} `conflict` when it is not the actor's to change
 */
export async function updateStrategyText(tx: Queryable, id: string, given: StrategyTextRow): Promise<void> {
  requireChanged(
    await sql`
      update strategies set configuration = ${JSON.stringify(given.configuration)}::jsonb,
        merge_modes = ${JSON.stringify(given.merge_modes)}::jsonb, message = ${given.message},
        restored_from = ${given.restored_from}
      where id = ${id}`.execute(tx),
  )
}

/**
 * Renames a strategy, or lets it apply or not. Refused by `strategies_one_active` beside another active one of its type.
 *
 * @throws {AppError} `conflict` when it is not the actor's to change
 */
export async function updateStrategyState(
  tx: Queryable,
  id: string,
  change: { name?: string | undefined; is_active?: boolean | undefined },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('strategies')
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.is_active === undefined ? {} : { is_active: change.is_active }),
    })
    .where('id', '=', id)
    .executeTakeFirst()
  requireChanged({ numAffectedRows: numUpdatedRows })
}
