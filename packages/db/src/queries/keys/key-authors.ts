import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** Names of the people who made a client's keys, by actor (`user:<uuid>`). Empty for who is no admin there. */
export async function keyAuthors(tx: Queryable, clientId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ actor: string; name: string }>`
    select actor, name from app.key_authors(${clientId})`.execute(tx)
  return new Map(rows.map(({ actor, name }) => [actor, name]))
}
