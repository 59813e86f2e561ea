import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface OwnCredentials {
  user_id: string
  email: string
  password_hash: string
  /** Sealed; null without a second factor, or one that was begun. */
  totp_secret: string | null
  /** Null until a first code confirmed it: it does not count before. */
  totp_confirmed_at: Date | null
}

/** What proves who the acting person is; null when they are no more. */
export async function ownCredentials(tx: Queryable): Promise<OwnCredentials | null> {
  const { rows } = await sql<OwnCredentials>`
    select user_id, email, password_hash, totp_secret, totp_confirmed_at from app.own_credentials()`.execute(tx)
  return rows[0] ?? null
}

/**
 * The same, and nothing of it changes until the transaction ends: a new password waits, and whoever set one is seen. To be
 * asked again before acting on a password that was checked outside the transaction.
 */
export async function lockOwnCredentials(tx: Queryable): Promise<OwnCredentials | null> {
  await sql`select from users where id = app.actor_id('user') for no key update`.execute(tx)
  return ownCredentials(tx)
}

/** Sets the acting person's password. */
export async function setOwnPassword(tx: Queryable, passwordHash: string): Promise<void> {
  await sql`
    update users set password_hash = ${passwordHash}, password_changed_at = now()
    where id = app.actor_id('user')`.execute(tx)
}
