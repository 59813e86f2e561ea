import { sql, type Selectable } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { JobEvents } from '../../types.generated.ts'

export type JobEventRow = Selectable<JobEvents>

/** How far before the last seen event a replay begins: transactions commit out of order. */
const overlap = sql`interval '60 seconds'`

/** These events, as far as the actor may see them, oldest first. What is no piece says its task in `data`. */
export async function getJobEvents(tx: Queryable, ids: string[]): Promise<JobEventRow[]> {
  return tx
    .selectFrom('job_events')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .execute()
}

/** Events of one job, oldest first; with `after`, from 60 s before that event. */
export async function listJobEvents(tx: Queryable, jobId: string, after?: string): Promise<JobEventRow[]> {
  let query = tx.selectFrom('job_events').selectAll().where('job_id', '=', jobId).orderBy('id').limit(1000)
  if (after) query = query.where('id', '>', sql<string>`app.uuid_floor(app.uuid_time(${after}::uuid) - ${overlap})`)
  return query.execute()
}

/** How many events one reading brings at most. */
export const eventPageSize = 1000

/**
 * Events of the pieces of these clients, oldest first, a page at most: from 60 s before the event `after`, or, to go on with a page,
 * from just behind it.
 */
export async function listClientEvents(
  tx: Queryable,
  clientIds: string[],
  after: string,
  options: { exactly?: boolean } = {},
): Promise<JobEventRow[]> {
  const bound = options.exactly
    ? sql<string>`${after}::uuid`
    : sql<string>`app.uuid_floor(app.uuid_time(${after}::uuid) - ${overlap})`
  return tx
    .selectFrom('job_events')
    .selectAll()
    .where('client_id', '=', sql<string>`any(${clientIds}::uuid[])`)
    .where('id', '>', bound)
    .where(sql<boolean>`not data ? 'task'`)
    .orderBy('id')
    .limit(eventPageSize)
    .execute()
}
