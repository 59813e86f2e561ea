import type { JobResult } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/**
 * Adds the next revision of a completed job's piece. Who writes it is the actor.
 *
 * @param baseRevision the revision that was edited: the new one is the next
 * @returns false when another revision came first, or the text was removed meanwhile
 */
export async function insertRevision(
  tx: Queryable,
  job: { id: string; clientId: string },
  baseRevision: number,
  piece: JobResult & { note: string | null; restoredFrom: number | null; signature: number[] },
): Promise<boolean> {
  // The lock keeps a purge of the job from passing by.
  const { numAffectedRows } = await sql`
    with job as materialized (
      select id, client_id from jobs
      where id = ${job.id} and client_id = ${job.clientId} and status = 'completed' and emptied_at is null
      for share
    )
    insert into job_revisions
      (client_id, job_id, revision, title, meta_description, content, word_count, quality, signature, note,
        restored_from)
    select job.client_id, job.id, ${baseRevision}::int + 1, ${piece.title}, ${piece.meta_description}, ${piece.content},
      ${piece.word_count}, ${JSON.stringify(piece.quality)}::jsonb, ${piece.signature}::int[], ${piece.note}, ${piece.restoredFrom}::int
    from job
    where ${baseRevision} = coalesce((select max(r.revision) from job_revisions r where r.job_id = job.id), 1)
    on conflict (job_id, revision) do nothing`.execute(tx)
  return numAffectedRows === 1n
}
