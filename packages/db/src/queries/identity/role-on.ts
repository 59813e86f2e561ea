import type { Role } from '@hg/contracts'
import { type Actor, formatActor } from '@hg/runtime'
import { sql } from 'kysely'
import { type Database, orUnavailable, type Queryable } from '../../database.ts'

/** The acting person's or key's strongest role on a client; null when it is not theirs to see. */
export async function roleOn(tx: Queryable, clientId: string): Promise<Role | null> {
  const { rows } = await sql<{ role: Role | null }>`select app.role_on(${clientId}) as role`.execute(tx)
  return rows[0]?.role ?? null
}

/** The same outside a transaction, in one round trip: sets the actor for this one statement and asks. */
export async function roleOfActorOn(db: Database, actor: Actor, clientId: string): Promise<Role | null> {
  const { rows } = await orUnavailable(() =>
    sql<{ role: Role | null }>`
      with context as materialized (select set_config('app.actor', ${formatActor(actor)}, true))
      select app.role_on(${clientId}) as role from context`.execute(db.kysely),
  )
  return rows[0]?.role ?? null
}
