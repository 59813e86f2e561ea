import type { FeedbackRating } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface FeedbackRow {
  actor: string
  mine: boolean
  rating: FeedbackRating
  comment: string | null
  revision: number
  updated_at: Date
}

const most = 100

/** What was said of a piece, the newest first, 100 at most. */
export async function listFeedback(tx: Queryable, job: { id: string; clientId: string }): Promise<FeedbackRow[]> {
  const { rows } = await sql<FeedbackRow>`
    select actor, actor = app.actor() as mine, rating, comment, revision, updated_at
    from feedback
    where job_id = ${job.id} and client_id = ${job.clientId}
    order by updated_at desc, actor
    limit ${most}`.execute(tx)
  return rows
}

/** Writes what the actor says of a piece, in place of what they said before. */
export async function putFeedback(
  tx: Queryable,
  job: { id: string; clientId: string },
  said: { rating: FeedbackRating; comment: string | null; revision: number },
): Promise<void> {
  await sql`
    insert into feedback (client_id, job_id, rating, comment, revision)
    values (${job.clientId}, ${job.id}, ${said.rating}, ${said.comment}, ${said.revision})
    on conflict (job_id, actor) do update
      set rating = excluded.rating, comment = excluded.comment, revision = excluded.revision`.execute(tx)
}
