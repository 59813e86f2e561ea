import type { InviteOffer, Role } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface InviteOfferRow {
  id: string
  client_id: string
  client_name: string
  client_slug: string
  email: string
  role: Role
  invited_by_name: string | null
  expires_at: Date
  state: InviteOffer['state']
  has_account: boolean
}

/** What the holder of a link is offered; null for a link of nobody's. Crosses tenants by `app.find_invite`. */
export async function findInviteOffer(tx: Queryable, tokenHash: string): Promise<InviteOfferRow | null> {
  const { rows } = await sql<InviteOfferRow>`select * from app.find_invite(${tokenHash})`.execute(tx)
  return rows[0] ?? null
}

/**
 * Makes the account of the person whom an open invite is for, and returns its id; null when the invite is not open.
 * `users_email` is violated when there is an account already. By `app.register_invited`.
 */
export async function registerInvited(
  tx: Queryable,
  account: { tokenHash: string; name: string; passwordHash: string },
): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`
    select app.register_invited(${account.tokenHash}, ${account.name}, ${account.passwordHash}) as id`.execute(tx)
  return rows[0]?.id ?? null
}

/** Gives the actor what an open invite to their own address offers; false when there is nothing. By `app.accept_invite`. */
export async function acceptInvite(tx: Queryable, tokenHash: string): Promise<boolean> {
  const { rows } = await sql<{ accepted: boolean }>`select app.accept_invite(${tokenHash}) as accepted`.execute(tx)
  return rows[0]?.accepted ?? false
}
