import type { JobErrorCode, JobResult, LlmProvider, SuggestedText } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

interface Claim {
  id: string
  clientId: string
  epoch: number
}

/** Completes a claimed job; false when the claim no longer holds, and then nothing changed. */
export async function completeJob(
  tx: Queryable,
  claim: Claim,
  done: { result: JobResult; provider: LlmProvider; model: string; signature: number[] },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update jobs set status = 'completed', result = ${JSON.stringify(done.result)}, llm_provider = ${done.provider},
      provider_model = ${done.model}, signature = ${done.signature}::int[], lease_until = null, completed_at = now(), ${costOf(claim)}
    where id = ${claim.id} and client_id = ${claim.clientId} and epoch = ${claim.epoch} and status = 'processing'`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/** Completes a claimed job that makes a suggestion; false when the claim no longer holds, and then nothing changed. */
export async function completeSuggestion(
  tx: Queryable,
  claim: Claim,
  done: { suggestion: SuggestedText; provider: LlmProvider; model: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update jobs set status = 'completed', result = ${JSON.stringify(done.suggestion)}, llm_provider = ${done.provider},
      provider_model = ${done.model}, lease_until = null, completed_at = now(), ${costOf(claim)}
    where id = ${claim.id} and client_id = ${claim.clientId} and epoch = ${claim.epoch} and status = 'processing'`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/**
 * Fails a claimed job; false when the claim no longer holds, and then nothing changed.
 *
 * @param template the version that it failed by, for a job that was not written a prompt: failures count for their version
 */
export async function failJob(
  tx: Queryable,
  claim: Claim,
  failure: { code: JobErrorCode; message: string },
  template: { id: string; version: number; name: string | null } | null = null,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update jobs set status = 'failed', error_code = ${failure.code}, error_message = ${failure.message}, lease_until = null,
      template_name = case when template_id is null then ${template?.name ?? null} else template_name end,
      template_version = case when template_id is null then ${template?.version ?? null}::int else template_version end,
      template_id = coalesce(template_id, ${template?.id ?? null}), completed_at = now(), ${costOf(claim)}
    where id = ${claim.id} and client_id = ${claim.clientId} and epoch = ${claim.epoch} and status = 'processing'`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/** Sums the job's charges and tokens anew, whoever holds it and whatever its state: what was called is owed. */
export async function refreshJobCost(tx: Queryable, job: { id: string; clientId: string }): Promise<void> {
  await sql`update jobs set ${costOf(job)} where id = ${job.id} and client_id = ${job.clientId}`.execute(tx)
}

function costOf(job: { id: string; clientId: string }) {
  return sql`
    (estimated_cost, input_tokens, output_tokens, total_tokens) = (
      select coalesce(sum(c.amount_usd), 0), sum(a.input_tokens)::int, sum(a.output_tokens)::int,
        sum(a.input_tokens + a.output_tokens)::int
      from job_attempts a
      left join charges c on c.job_id = a.job_id and c.attempt = a.attempt
      where a.job_id = ${job.id} and a.client_id = ${job.clientId})`
}
