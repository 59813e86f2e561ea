import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/**
 * Whether the actor answers for a person: holds, on a client above all that the person belongs to, at least what they hold,
 * and admin; for somebody of several tenants, owner of the root. Null for a person whom they see nowhere.
 */
export async function answersForPerson(tx: Queryable, personId: string): Promise<boolean | null> {
  const { rows } = await sql<{
    answers: boolean | null
  }>`select app.answers_for_person(${personId}) as answers`.execute(tx)
  return rows[0]?.answers ?? null
}

export interface TakenSecondFactor {
  name: string
  email: string
  /** The clients that the person was given a role on. */
  clients: string[]
  /** How many of their sessions ended. */
  sessions: number
  /** False when they had no second factor: nothing was changed. */
  had: boolean
}

/**
 * Takes somebody's second factor away and ends their sessions; null when the actor does not answer for them, or is them.
 * By `app.take_second_factor`, which writes it down for the person: the clients' rows are the caller's to write.
 */
export async function takeSecondFactor(
  tx: Queryable,
  personId: string,
  requestId: string,
): Promise<TakenSecondFactor | null> {
  const { rows } = await sql<TakenSecondFactor>`
    select name, email, clients, sessions, had from app.take_second_factor(${personId}, ${requestId})`.execute(tx)
  return rows[0] ?? null
}
