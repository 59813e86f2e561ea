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
 * The signatures of a client's own newest pieces as they read after their last edit, without those of clients below it, and
 * without trials and what is like `except` by intent: its family (what it was made from, what was made from it, and what else was made
 * from the same), and whatever has the same answer of a provider.
 */
export async function listSignatures(
  tx: Queryable,
  clientId: string,
  options: { except: string; limit: number },
): Promise<SignatureRow[]> {
  const { except, limit } = options
  const { rows } = await sql<SignatureRow>`
    with recursive ancestors as (
      select id, parent_job_id from jobs where client_id = ${clientId} and id = ${except}
      union
      select parent.id, parent.parent_job_id from jobs parent
      join ancestors on parent.client_id = ${clientId} and parent.id = ancestors.parent_job_id
    ), family as (
      select id from ancestors where parent_job_id is null
      union
      select child.id from jobs child
      join family on child.client_id = ${clientId} and child.parent_job_id = family.id
    ), origin as (
      select coalesce((
        select a.cached_from_job_id from job_attempts a
        where a.client_id = ${clientId} and a.job_id = ${except} and a.cached_from_job_id is not null
        order by a.attempt desc limit 1), ${except}::uuid) as job_id
    )
    select jobs.id, coalesce(edit.title, jobs.title) as title, coalesce(edit.signature, jobs.signature) as signature
    from jobs
    left join lateral (
      select title, signature from job_revisions r
      where r.client_id = ${clientId} and r.job_id = jobs.id order by revision desc limit 1
    ) edit on true
    where jobs.client_id = ${clientId} and jobs.status = 'completed' and jobs.signature is not null and not jobs.is_trial
      and cardinality(coalesce(edit.signature, jobs.signature)) > 0
      and jobs.id >= app.uuid_floor(now() - ${days} * interval '1 day')
      and jobs.id <> (select o.job_id from origin o)
      and not exists (select from family where family.id = jobs.id)
      and not exists (
        select from job_attempts a
        where a.client_id = ${clientId} and a.cached_from_job_id = (select o.job_id from origin o) and a.job_id = jobs.id)
    order by jobs.id desc
    limit ${limit}`.execute(tx)
  return rows
}
