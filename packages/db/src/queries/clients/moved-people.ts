import type { MovedPerson } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/**
 * Whose role on these clients would change if they stood under the destination: those who lose access first, each by
 * name.
 *
 * @throws SQLSTATE 42501 when the actor may not move them there
 */
export async function movedPeople(tx: Queryable, ids: string[], destinationId: string): Promise<MovedPerson[]> {
  const { rows } = await sql<MovedPerson>`
    select user_id, name, email, before, after, clients
    from app.moved_people(${ids}::uuid[], ${destinationId})
    order by after is not null, before is not null, name, email, before, after`.execute(tx)
  return rows
}
