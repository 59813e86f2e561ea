import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** Removes answers that are too old to be used again, of all tenants; says how many. Crosses tenants by `app.purge_cached_answers`. */
export async function purgeAnswers(db: Queryable): Promise<number> {
  const { rows } = await sql<{ removed: number }>`select app.purge_cached_answers() as removed`.execute(db)
  return rows[0]?.removed ?? 0
}
