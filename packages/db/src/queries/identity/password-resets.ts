import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface ResetPerson {
  user_id: string
  name: string
  email: string
}

/**
 * Notes a link for whoever has this address, and says whom to send it to; null for an unknown address, and for the fourth
 * link within an hour. By `app.request_password_reset`.
 */
export async function requestPasswordReset(
  tx: Queryable,
  email: string,
  tokenHash: string,
): Promise<ResetPerson | null> {
  const { rows } = await sql<ResetPerson>`
    select user_id, name, email from app.request_password_reset(${email}, ${tokenHash})`.execute(tx)
  return rows[0] ?? null
}

/** Whose password a link may set; null when it is used up, too old or no link of ours. By `app.find_password_reset`. */
export async function findPasswordReset(tx: Queryable, tokenHash: string): Promise<ResetPerson | null> {
  const { rows } = await sql<ResetPerson>`
    select user_id, name, email from app.find_password_reset(${tokenHash})`.execute(tx)
  return rows[0] ?? null
}

/** Uses a link up, with every other link of that person, and returns their id; null when it was not good. */
export async function usePasswordReset(tx: Queryable, tokenHash: string): Promise<string | null> {
  const { rows } = await sql<{ user_id: string | null }>`
    select app.use_password_reset(${tokenHash}) as user_id`.execute(tx)
  return rows[0]?.user_id ?? null
}
