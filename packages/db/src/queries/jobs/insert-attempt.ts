import type { AttemptPurpose, LlmProvider, ModelChoice } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/**
 * Writes the next attempt of a claimed job, before the provider is called.
 *
 * @returns its number, or null when the claim no longer holds: then the call must not be made
 */
export async function insertAttempt(
  tx: Queryable,
  claim: { id: string; clientId: string; epoch: number },
  attempt: {
    purpose: AttemptPurpose
    provider: LlmProvider
    model: string
    /** The client's own key, or one from above; null for the platform's. */
    providerKeyId: string | null
    priceId: string
    promptTokens: number
    droppedParameters: string[]
    /** Why it goes to this model; nothing where nobody chose. */
    choice?: ModelChoice
  },
): Promise<number | null> {
  const { rows } = await sql<{ attempt: number }>`
    insert into job_attempts (client_id, job_id, attempt, epoch, purpose, provider, model_requested, provider_key_id,
      price_id, prompt_tokens_estimate, dropped_parameters, choice)
    select j.client_id, j.id, coalesce((select max(a.attempt) from job_attempts a where a.job_id = j.id), 0) + 1, j.epoch,
      ${attempt.purpose}, ${attempt.provider}, ${attempt.model}, ${attempt.providerKeyId}::uuid, ${attempt.priceId}, ${attempt.promptTokens},
      ${attempt.droppedParameters}::text[], ${JSON.stringify(attempt.choice ?? {})}::jsonb
    from jobs j
    where j.id = ${claim.id} and j.client_id = ${claim.clientId} and j.epoch = ${claim.epoch} and j.status = 'processing'
    returning attempt`.execute(tx)
  return rows[0]?.attempt ?? null
}

/** Notes how much text has arrived, so that a crash leaves something to charge by. */
export async function noteStreamedTokens(
  tx: Queryable,
  job: { id: string; clientId: string },
  attempt: number,
  streamedTokens: number,
): Promise<void> {
  await sql`
    update job_attempts set streamed_tokens_estimate = ${streamedTokens}
    where job_id = ${job.id} and client_id = ${job.clientId} and attempt = ${attempt} and status = 'started'`.execute(
    tx,
  )
}
