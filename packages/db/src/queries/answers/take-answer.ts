import type { AttemptPurpose, LlmProvider, ModelChoice } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** A claimed job. */
interface Claim {
  id: string
  clientId: string
  epoch: number
}

/** What an answer is found by: SHA-256 of all that went into it, and whose it is. */
export interface AnswerKey {
  clientId: string
  /** 32 bytes. */
  key: Buffer
}

/** An answer that was given to another job of the same client, and the call that was paid for it. */
export interface CachedAnswer {
  text: string
  provider: LlmProvider
  model: string
  modelUsed: string
  jobId: string
  attempt: number
}

/**
 * Makes whoever asks for the same answer wait until this transaction ends. The first statement of each that reads or changes
 * one: the next statement sees what the one before it left.
 */
export async function lockAnswer(tx: Queryable, { clientId, key }: AnswerKey): Promise<void> {
  const seed = key.readBigInt64BE(0).toString()
  await sql`select pg_advisory_xact_lock(hashtextextended(${clientId}, ${seed}::bigint))`.execute(tx)
}

/**
 * The answer, if there is one that is not too old.
 *
 * @param wanted.models `provider/model`: an answer of any other is not this request's
 */
export async function findAnswer(
  tx: Queryable,
  { clientId, key }: AnswerKey,
  wanted: { ttlSeconds: number; models: string[] },
): Promise<CachedAnswer | null> {
  const { rows } = await sql<CachedAnswer>`
    select text, provider, model, model_used as "modelUsed", job_id as "jobId", attempt
    from cached_answers
    where client_id = ${clientId} and key = ${key} and text is not null and expires_at > now()
      and written_at + ${wanted.ttlSeconds} * interval '1 second' > now()
      and provider || '/' || model = any (${wanted.models}::text[])`.execute(tx)
  return rows[0] ?? null
}

/** How long a lead is remembered: longer than any claim that is kept up calls. */
const leadMinutes = 60

/** Takes the lead: this claim is to call. False while another claim that holds has it, or its answer is waited for in a batch. */
export async function leadAnswer(tx: Queryable, { clientId, key }: AnswerKey, claim: Claim): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into cached_answers as a (client_id, key, leader_job_id, leader_epoch, expires_at)
    values (${clientId}, ${key}, ${claim.id}, ${claim.epoch}, now() + ${leadMinutes} * interval '1 minute')
    on conflict (client_id, key) do update
    set leader_job_id = excluded.leader_job_id, leader_epoch = excluded.leader_epoch, expires_at = excluded.expires_at,
      text = null, provider = null, model = null, model_used = null, job_id = null, attempt = null, written_at = null
    where a.leader_job_id is null or a.leader_job_id = ${claim.id} or not exists (
      select from jobs j
      where j.id = a.leader_job_id and j.client_id = a.client_id and j.epoch = a.leader_epoch and j.status = 'processing'
        and j.lease_until >= now()
      union all
      select from provider_batch_items i
      where i.job_id = a.leader_job_id and i.client_id = a.client_id and i.epoch = a.leader_epoch and i.answer_key = a.key
        and i.state in ('waiting', 'sent'))`.execute(tx)
  return numAffectedRows === 1n
}

/** Gives a claim back to rest until the answer is there; false when the claim no longer holds. */
export async function awaitAnswer(tx: Queryable, { key }: AnswerKey, claim: Claim, restMs: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update jobs set status = 'pending', awaited_answer = ${key}, lease_until = now() + ${restMs} * interval '1 millisecond'
    where id = ${claim.id} and client_id = ${claim.clientId} and epoch = ${claim.epoch} and status = 'processing'`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/**
 * Writes down that a claimed job has its answer from the cache: an attempt that succeeded, used nothing and is not charged.
 *
 * @returns its number, or null when the claim no longer holds
 */
export async function insertCachedAttempt(
  tx: Queryable,
  claim: Claim,
  attempt: {
    purpose: AttemptPurpose
    answer: CachedAnswer
    priceId: string
    promptTokens: number
    droppedParameters: string[]
    choice: ModelChoice
  },
): Promise<number | null> {
  const { answer } = attempt
  const { rows } = await sql<{ attempt: number }>`
    insert into job_attempts (client_id, job_id, attempt, epoch, purpose, provider, model_requested, model_used, price_id,
      prompt_tokens_estimate, dropped_parameters, choice, status, finish_reason, input_tokens, output_tokens,
      cached_input_tokens, cache_write_tokens, reasoning_tokens, cached_from_job_id, cached_from_attempt, ended_at)
    select j.client_id, j.id, coalesce((select max(a.attempt) from job_attempts a where a.job_id = j.id), 0) + 1, j.epoch,
      ${attempt.purpose}, ${answer.provider}, ${answer.model}, ${answer.modelUsed}, ${attempt.priceId}, ${attempt.promptTokens},
      ${attempt.droppedParameters}::text[], ${JSON.stringify(attempt.choice)}::jsonb, 'succeeded', 'stop', 0, 0, 0, 0, 0,
      ${answer.jobId}, ${answer.attempt}, now()
    from jobs j
    where j.id = ${claim.id} and j.client_id = ${claim.clientId} and j.epoch = ${claim.epoch} and j.status = 'processing'
    returning attempt`.execute(tx)
  return rows[0]?.attempt ?? null
}
