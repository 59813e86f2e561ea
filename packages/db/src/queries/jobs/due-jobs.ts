import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface DueJob {
  id: string
  client_id: string
  epoch: number
  priority: number
}

const first = '00000000-0000-0000-0000-000000000000'

/**
 * Jobs that the queue may have lost, of all tenants, ids only, in order of id: pending for longer than `patienceMs`, or
 * processing past their lease. Crosses tenants by `app.due_jobs`.
 */
export async function dueJobs(
  db: Queryable,
  options: { patienceMs: number; after?: string; limit: number },
): Promise<DueJob[]> {
  const { rows } = await sql<DueJob>`
    select id, client_id, epoch, priority
    from app.due_jobs(${options.patienceMs} * interval '1 millisecond', ${options.after ?? first}, ${options.limit})`.execute(
    db,
  )
  return rows
}

/** Makes the partitions of the coming months. `blocked` means that the default partition already holds rows of a month. */
export async function makePartitions(
  db: Queryable,
  monthsAhead: number,
): Promise<{ partition: string; outcome: string }[]> {
  const { rows } = await sql<{ partition: string; outcome: string }>`
    select partition, outcome from app.make_partitions(${monthsAhead})`.execute(db)
  return rows
}
