import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { AnswerKey, CachedAnswer } from './take-answer.ts'

/** A job that rested for an answer and may go on, as the queue is told of it. */
export interface WokenJob {
  id: string
  epoch: number
}

/**
 * Keeps an answer for as long as it may be used again, in place of the one that was there, and ends the lead. Nothing is kept
 * for a client that was erased meanwhile.
 */
export async function keepAnswer(
  tx: Queryable,
  { clientId, key }: AnswerKey,
  answer: CachedAnswer,
  ttlSeconds: number,
): Promise<void> {
  await sql`
    insert into cached_answers (client_id, key, text, provider, model, model_used, job_id, attempt, written_at, expires_at)
    select c.id, ${key}, ${answer.text}, ${answer.provider}, ${answer.model}, ${answer.modelUsed}, ${answer.jobId},
      ${answer.attempt}, now(), now() + ${ttlSeconds} * interval '1 second'
    from clients c
    where c.id = ${clientId} and c.erased_at is null
    on conflict (client_id, key) do update
    set text = excluded.text, provider = excluded.provider, model = excluded.model, model_used = excluded.model_used,
      job_id = excluded.job_id, attempt = excluded.attempt, written_at = excluded.written_at, expires_at = excluded.expires_at,
      leader_job_id = null, leader_epoch = null`.execute(tx)
}

/** Ends a claim's lead without an answer; false when it no longer had it. */
export async function leaveLead(
  tx: Queryable,
  { clientId, key }: AnswerKey,
  claim: { id: string; epoch: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update cached_answers set leader_job_id = null, leader_epoch = null
    where client_id = ${clientId} and key = ${key} and leader_job_id = ${claim.id} and leader_epoch = ${claim.epoch}`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/**
 * Ends the rest of jobs that wait for an answer, the most urgent first. One that is being cancelled is left alone.
 *
 * @param most how many: all of them once it is there, one of them to call in the place of a leader that is gone
 */
export async function wakeAwaiting(tx: Queryable, { clientId, key }: AnswerKey, most?: number): Promise<WokenJob[]> {
  const { rows } = await sql<WokenJob>`
    with resting as (
      select id from jobs
      where client_id = ${clientId} and awaited_answer = ${key} and status = 'pending'
      order by priority, id
      limit ${most ?? null}
      for update skip locked
    )
    update jobs set lease_until = null, awaited_answer = null
    from resting
    where jobs.id = resting.id and jobs.client_id = ${clientId}
    returning jobs.id, jobs.epoch`.execute(tx)
  return rows
}
