import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** Notes that the acting key was used, once a minute at most; true when it was noted. */
export async function noteKeyUse(tx: Queryable, id: string): Promise<boolean> {
  const { rows } = await sql<{ noted: boolean }>`select app.note_key_use(${id}) as noted`.execute(tx)
  return rows[0]?.noted ?? false
}
