import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** Older pieces are not compared with. */
const days = 180

export interface SignatureRow {
  id: string
  title: string | null
  signature: number[]
}

/**
 * The signatures of a client's own newest pieces, without those of clients below it. `except` is left out, and so is whatever
 * was made from the same answer: those are alike because they were meant to be.
 */
export async function listSignatures(
  tx: Queryable,
  clientId: string,
  options: { except: string; limit: number },
): Promise<SignatureRow[]> {
  const { rows } = await sql<SignatureRow>`
    with origin as (
      select coalesce((
        select a.cached_from_job_id from job_attempts a
        where a.client_id = ${clientId} and a.job_id = ${options.except} and a.cached_from_job_id is not null
        order by a.attempt desc limit 1), ${options.except}::uuid) as job_id
    )
    select id, title, signature from jobs
    where client_id = ${clientId} and status = 'completed' and cardinality(signature) > 0 and id <> ${options.except}
      and id <> (select o.job_id from origin o)
      and not exists (
        select from job_attempts a
        where a.client_id = ${clientId} and a.cached_from_job_id = (select o.job_id from origin o) and a.job_id = jobs.id)
      and id >= app.uuid_floor(now() - ${days} * interval '1 day')
    order by id desc
    limit ${options.limit}`.execute(tx)
  return rows
}
