import type { Selectable } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { Jobs } from '../../types.generated.ts'

export type JobRow = Selectable<Jobs>

/** The row of a job that writes a piece; null when it does not exist or is not the actor's to see. */
export async function getJob(tx: Queryable, id: string): Promise<JobRow | null> {
  return (await ofTask(tx, id, 'piece').executeTakeFirst()) ?? null
}

/** The row of a job that makes a suggestion; null when it does not exist or is not the actor's to see. */
export async function getSuggestion(tx: Queryable, id: string): Promise<JobRow | null> {
  return (await ofTask(tx, id, 'suggestion').executeTakeFirst()) ?? null
}

function ofTask(tx: Queryable, id: string, task: JobRow['task']) {
  return tx.selectFrom('jobs').selectAll().where('id', '=', id).where('task', '=', task)
}
