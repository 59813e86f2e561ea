import type { ContentTypeOrAny, MergeModes, StrategyConfiguration } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** A strategy as it stands, with the author and the date of its current version. */
export interface StrategyRow {
  id: string
  client_id: string
  client_name: string
  name: string
  content_type: ContentTypeOrAny
  version: number
  is_active: boolean
  configuration: StrategyConfiguration
  merge_modes: MergeModes
  message: string | null
  restored_from: number | null
  /** `user:<uuid>`; null for what came with the product. */
  created_by: string | null
  created_at: Date
  versioned_at: Date
}

const row = sql`
  select s.id, s.client_id, c.name as client_name, s.name, s.content_type, s.version, s.is_active, s.configuration,
    s.merge_modes, s.message, s.restored_from, v.created_by, s.created_at, v.created_at as versioned_at
  from strategies s
  join clients c on c.id = s.client_id
  join strategy_versions v on v.strategy_id = s.id and v.version = s.version`

/** A strategy by its id; null when it does not exist or is not the actor's to see. */
export async function getStrategy(tx: Queryable, id: string): Promise<StrategyRow | null> {
  const { rows } = await sql<StrategyRow>`${row} where s.id = ${id}`.execute(tx)
  return rows[0] ?? null
}

/** All strategies of a client, drafts too: active ones first, by content type and name. */
export async function listStrategies(tx: Queryable, clientId: string): Promise<StrategyRow[]> {
  const { rows } = await sql<StrategyRow>`${row} where s.client_id = ${clientId}
    order by s.is_active desc, s.content_type, s.name, s.id`.execute(tx)
  return rows
}

/**
 * Waits until nobody else changes this strategy, and keeps it for the rest of the transaction. Read it after this: what was
 * read before may be old. False when it is not the actor's to change.
 */
export async function lockStrategy(tx: Queryable, id: string): Promise<boolean> {
  const { rows } = await sql`select from strategies where id = ${id} for no key update`.execute(tx)
  return rows.length > 0
}
