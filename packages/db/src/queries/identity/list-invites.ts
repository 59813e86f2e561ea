import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { type InviteRow, openInvites } from './invite-row.ts'

/**
 * A client's open invites, newest first, one more than `limit` when there is a next page.
 *
 * @param page.before the last invite of the page before: ids are ordered by time
 */
export async function listInvites(
  tx: Queryable,
  clientId: string,
  page: { limit: number; before?: string | undefined },
): Promise<InviteRow[]> {
  const { rows } = await sql<InviteRow>`
    ${openInvites} and i.client_id = ${clientId} and ${page.before ? sql`i.id < ${page.before}` : sql`true`}
    order by i.id desc
    limit ${page.limit + 1}`.execute(tx)
  return rows
}

/** One open invite of a client; null when there is none, or it is not the actor's to see. */
export async function findOpenInvite(tx: Queryable, clientId: string, inviteId: string): Promise<InviteRow | null> {
  const { rows } = await sql<InviteRow>`
    ${openInvites} and i.client_id = ${clientId} and i.id = ${inviteId}`.execute(tx)
  return rows[0] ?? null
}

/** The open invite of a client for an address, if there is one. */
export async function findInviteFor(tx: Queryable, clientId: string, email: string): Promise<InviteRow | null> {
  const { rows } = await sql<InviteRow>`
    ${openInvites} and i.client_id = ${clientId} and i.email = ${email}`.execute(tx)
  return rows[0] ?? null
}
