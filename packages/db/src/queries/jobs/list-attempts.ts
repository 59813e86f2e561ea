import { sql, type Selectable } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { JobAttempts } from '../../types.generated.ts'

export interface AttemptRow extends Selectable<JobAttempts> {
  amount_usd: string | null
  charge_estimated: boolean | null
  input_usd_per_million: string
  output_usd_per_million: string
  effective_from: Date
}

/** A job's calls to providers in order, each with its price row and its charge. */
export async function listAttempts(tx: Queryable, jobId: string): Promise<AttemptRow[]> {
  const { rows } = await sql<AttemptRow>`
    select a.*, c.amount_usd, c.estimated as charge_estimated, p.input_usd_per_million, p.output_usd_per_million,
      p.effective_from
    from job_attempts a
    join prices p on p.id = a.price_id
    left join charges c on c.job_id = a.job_id and c.attempt = a.attempt
    where a.job_id = ${jobId}
    order by a.attempt`.execute(tx)
  return rows
}

export interface OrphanedAttempt {
  attempt: number
  provider: string
  model_requested: string
  price_id: string
  prompt_tokens_estimate: number
  streamed_tokens_estimate: number
}

/** Attempts that a worker of an earlier epoch began and never ended. */
export async function listOrphanedAttempts(
  tx: Queryable,
  claim: { id: string; clientId: string; epoch: number },
): Promise<OrphanedAttempt[]> {
  return tx
    .selectFrom('job_attempts')
    .select([
      'attempt',
      'provider',
      'model_requested',
      'price_id',
      'prompt_tokens_estimate',
      'streamed_tokens_estimate',
    ])
    .where('job_id', '=', claim.id)
    .where('client_id', '=', claim.clientId)
    .where('epoch', '<', claim.epoch)
    .where('status', '=', 'started')
    .execute()
}
