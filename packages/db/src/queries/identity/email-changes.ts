import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/**
 * Notes that the acting person wants this address. `taken`: somebody has it, and no link may go there. Null for the sixth
 * wish within an hour. By `app.request_email_change`.
 */
export async function requestEmailChange(
  tx: Queryable,
  email: string,
  tokenHash: string,
): Promise<{ taken: boolean } | null> {
  const { rows } = await sql<{ taken: boolean }>`
    select taken from app.request_email_change(${email}, ${tokenHash})`.execute(tx)
  return rows[0] ?? null
}

/** Takes the acting person's open wish back; false without one. By `app.withdraw_email_change`. */
export async function withdrawEmailChange(tx: Queryable): Promise<boolean> {
  const { rows } = await sql<{ withdrawn: boolean }>`select app.withdraw_email_change() as withdrawn`.execute(tx)
  return rows[0]?.withdrawn ?? false
}

/**
 * Gives the acting person the address whose link they bring, and open invites with it; null for a link that is not good.
 * `users_email` is violated when the address was taken meanwhile. By `app.confirm_email_change`.
 */
export async function confirmEmailChange(
  tx: Queryable,
  change: { tokenHash: string; undoHash: string; requestId: string },
): Promise<{ old_email: string; new_email: string } | null> {
  const { rows } = await sql<{ old_email: string; new_email: string }>`
    select old_email, new_email
    from app.confirm_email_change(${change.tokenHash}, ${change.undoHash}, ${change.requestId})`.execute(tx)
  return rows[0] ?? null
}

/** Whom a link leads back to their former address; null for a bad link. By `app.find_email_undo`. */
export async function findEmailUndo(
  tx: Queryable,
  undoHash: string,
): Promise<{ user_id: string; email: string } | null> {
  const { rows } = await sql<{ user_id: string; email: string }>`
    select user_id, email from app.find_email_undo(${undoHash})`.execute(tx)
  return rows[0] ?? null
}

/**
 * Undoes a change of the acting person and all later ones; the password, all sessions and a second factor that is newer end.
 * False for a bad link. By `app.undo_email_change`.
 */
export async function undoEmailChange(tx: Queryable, undoHash: string, requestId: string): Promise<boolean> {
  const { rows } = await sql<{ undone: boolean }>`
    select app.undo_email_change(${undoHash}, ${requestId}) as undone`.execute(tx)
  return rows[0]?.undone ?? false
}
