import type { Role } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** A role that somebody has on a client, or on one above it. */
export interface MemberRow {
  user_id: string
  name: string
  /** Null for who is no admin of the client, but for their own row. */
  email: string | null
  role: Role
  via_id: string
  via_name: string
  /** How far above the client the role was given; 0: on it. */
  depth: number
  since: Date
  second_factor: boolean | null
}

/** The last row of the page before. */
export interface MemberPlace {
  userId: string
  viaId: string
}

/**
 * People with a role on a client, one row for each of their roles on its line, one more than `limit` when there is a next
 * page: the client's own first, then from the nearest client up; the strongest first, by name. Crosses tenants by
 * `app.client_people`; empty for a client that is not the actor's to see. Null when the place to go on from is gone.
 */
export async function listMembers(
  tx: Queryable,
  clientId: string,
  page: { limit: number; scope?: 'direct' | 'inherited' | undefined; after?: MemberPlace | undefined },
): Promise<MemberRow[] | null> {
  const { limit, scope, after } = page
  const { rows } = await sql<MemberRow>`
    with people as materialized (
      select p.*, row_number() over (order by p.depth, p.role desc, p.name, p.user_id) as place
      from app.client_people(${clientId}) p
    ),
    last as (
      select place from people where ${after ? sql`user_id = ${after.userId} and via_id = ${after.viaId}` : sql`false`}
    )
    select p.user_id, p.name, p.email, p.role, p.via_id, p.via_name, p.depth, p.since, p.second_factor
    from people p
    where ${scope === undefined ? sql`true` : scope === 'direct' ? sql`p.depth = 0` : sql`p.depth > 0`}
      and p.place > ${after ? sql`(select place from last)` : sql`0`}
    order by p.place
    limit ${limit + 1}`.execute(tx)
  if (rows.length > 0 || !after || (await isThere(tx, clientId, after))) return rows
  return null
}

async function isThere(tx: Queryable, clientId: string, place: MemberPlace): Promise<boolean> {
  const { rows } = await sql`
    select from app.client_people(${clientId}) p where p.user_id = ${place.userId} and p.via_id = ${place.viaId}`.execute(
    tx,
  )
  return rows.length > 0
}

/** Somebody's role given on this very client; null without one, or when the client is not the actor's to see. */
export async function findMember(tx: Queryable, clientId: string, userId: string): Promise<MemberRow | null> {
  const { rows } = await sql<MemberRow>`
    select p.user_id, p.name, p.email, p.role, p.via_id, p.via_name, p.depth, p.since, p.second_factor
    from app.client_people(${clientId}) p
    where p.depth = 0 and p.user_id = ${userId}`.execute(tx)
  return rows[0] ?? null
}

/**
 * The strongest role on a client of whoever has this address, and whether one was given on the client itself; null for
 * nobody of the client. For its admins.
 */
export async function roleOfAddress(
  tx: Queryable,
  clientId: string,
  email: string,
): Promise<{ role: Role; direct: boolean } | null> {
  const { rows } = await sql<{ role: Role | null; direct: boolean | null }>`
    select max(p.role) as role, bool_or(p.depth = 0) as direct
    from app.client_people(${clientId}) p
    where p.email = ${email}`.execute(tx)
  const { role = null, direct = null } = rows[0] ?? {}
  return role === null ? null : { role, direct: direct ?? false }
}
