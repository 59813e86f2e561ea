import type { Role } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** The acting person's or key's strongest role on a client; null when it is not theirs to see. */
export async function roleOn(tx: Queryable, clientId: string): Promise<Role | null> {
  const { rows } = await sql<{ role: Role | null }>`select app.role_on(${clientId}) as role`.execute(tx)
  return rows[0]?.role ?? null
}
