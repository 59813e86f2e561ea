import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface AttemptEnd {
  status: 'succeeded' | 'failed' | 'aborted' | 'lost'
  model_used?: string | null
  error_class?: string | null
  error_code?: string | null
  error_message?: string | null
  finish_reason?: string | null
  input_tokens?: number | null
  output_tokens?: number | null
  cached_input_tokens?: number | null
  cache_write_tokens?: number | null
  reasoning_tokens?: number | null
  provider_request_id?: string | null
}

/** Ends a started attempt; false when it had already been ended (then its charge stands too). */
export async function endAttempt(
  tx: Queryable,
  job: { id: string; clientId: string },
  attempt: number,
  end: AttemptEnd,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('job_attempts')
    .set({ ...end, ended_at: sql`now()` })
    .where('job_id', '=', job.id)
    .where('client_id', '=', job.clientId)
    .where('attempt', '=', attempt)
    .where('status', '=', 'started')
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Charges an attempt, once: a second charge of the same attempt is refused by the key and changes nothing. */
export async function insertCharge(
  tx: Queryable,
  charge: { clientId: string; jobId: string; attempt: number; amountUsd: string; estimated: boolean; priceId: string },
): Promise<void> {
  await tx
    .insertInto('charges')
    .values({
      client_id: charge.clientId,
      job_id: charge.jobId,
      attempt: charge.attempt,
      amount_usd: charge.amountUsd,
      estimated: charge.estimated,
      price_id: charge.priceId,
    })
    .onConflict((conflict) => conflict.columns(['job_id', 'attempt']).doNothing())
    .execute()
}
