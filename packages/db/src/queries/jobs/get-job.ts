import type { Selectable } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { Jobs } from '../../types.generated.ts'

export type JobRow = Selectable<Jobs>

/** A job's row; null when it does not exist or is not the actor's to see. */
export async function getJob(tx: Queryable, id: string): Promise<JobRow | null> {
  return (await tx.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}
