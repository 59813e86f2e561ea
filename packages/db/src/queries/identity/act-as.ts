import { type Actor, formatActor } from '@hg/runtime'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** Goes on with a transaction as somebody who has just proved who they are: by a link that only they were sent. */
export async function actAs(tx: Queryable, actor: Actor): Promise<void> {
  await sql`select set_config('app.actor', ${formatActor(actor)}, true)`.execute(tx)
}
