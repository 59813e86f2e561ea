import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** How many jobs of these clients are pending or processing. */
export async function countUnfinished(tx: Queryable, clientIds: string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from jobs
    where client_id = any(${clientIds}::uuid[]) and status in ('pending', 'processing')`.execute(tx)
  return rows[0]?.count ?? 0
}
