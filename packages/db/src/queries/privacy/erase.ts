import type { ErasedClient, ErasedPerson } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** Why a client is not erased: the root never is, another one must be archived and have nothing under way. */
export type EraseRefusal = 'root' | 'erased' | 'not_archived' | 'jobs_under_way'

/**
 * Erases a client and everything below it. To be taken back when the answer is a refusal: its former names are forgotten by
 * then.
 *
 * @returns what went, why nothing did, or null for a client that the actor does not own
 */
export async function eraseClient(
  tx: Queryable,
  clientId: string,
  requestId: string,
): Promise<ErasedClient | { refused: EraseRefusal } | null> {
  type Answer = ErasedClient | { refused: EraseRefusal } | null
  const names = await sql<Emptied>`select app.forget_client_names(${clientId}, ${requestId}) as emptied`.execute(tx)
  const { rows } = await sql<{ went: Answer }>`select app.erase_client(${clientId}, ${requestId}) as went`.execute(tx)
  const went = rows[0]?.went ?? null
  return went && 'clients' in went ? withEmptied(went, names.rows) : went
}

/** Erases a person. Null for somebody whom the actor may not erase, or who is erased already. */
export async function erasePerson(tx: Queryable, personId: string, requestId: string): Promise<ErasedPerson | null> {
  const names = await sql<Emptied>`select app.forget_person_names(${personId}, ${requestId}) as emptied`.execute(tx)
  const { rows } = await sql<{ went: ErasedPerson | null }>`
    select app.erase_person(${personId}, ${requestId}) as went`.execute(tx)
  const went = rows[0]?.went ?? null
  return went && withEmptied(went, names.rows)
}

/** How many rows of the audit were emptied because they said a name, in chains of others too. */
interface Emptied {
  emptied: number | null
}

function withEmptied<Went extends { audit_details: number }>(went: Went, rows: Emptied[]): Went {
  return { ...went, audit_details: went.audit_details + (rows[0]?.emptied ?? 0) }
}

/** The e-mail address of a person whom the actor may erase, as it is to be typed; null for anybody else. */
export async function erasablePersonEmail(tx: Queryable, personId: string): Promise<string | null> {
  const { rows } = await sql<{ email: string | null }>`select app.erasable_person_email(${personId}) as email`.execute(
    tx,
  )
  return rows[0]?.email ?? null
}
