import { sql, type Selectable } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { JobAttempts } from '../../types.generated.ts'
import type { PriceRow, PriceTier } from '../catalogue/list-models.ts'

export interface AttemptRow extends Selectable<JobAttempts> {
  amount_usd: string | null
  charge_estimated: boolean | null
  input_usd_per_million: string
  output_usd_per_million: string
  cache_read_usd_per_million: string | null
  cache_write_usd_per_million: string | null
  effective_from: Date
  tiers: PriceTier[]
  /** Whose price list it is. */
  source: string
}

/** A job's calls to providers in order, each with its price row and its charge. */
export async function listAttempts(tx: Queryable, jobId: string): Promise<AttemptRow[]> {
  const { rows } = await sql<AttemptRow>`
    select a.*, c.amount_usd, c.estimated as charge_estimated, p.input_usd_per_million, p.output_usd_per_million,
      p.cache_read_usd_per_million, p.cache_write_usd_per_million, p.effective_from, p.tiers, p.source
    from job_attempts a
    join prices p on p.id = a.price_id
    left join charges c on c.job_id = a.job_id and c.attempt = a.attempt
    where a.job_id = ${jobId}
    order by a.attempt`.execute(tx)
  return rows
}

export interface OrphanedAttempt {
  attempt: number
  prompt_tokens_estimate: number
  streamed_tokens_estimate: number
  price: PriceRow
}

/** Attempts that were begun up to an epoch and never ended, each with the price it began under. */
export async function listOrphanedAttempts(
  tx: Queryable,
  job: { id: string; clientId: string },
  upToEpoch: number,
): Promise<OrphanedAttempt[]> {
  const { rows } = await sql<OrphanedAttempt>`
    select a.attempt, a.prompt_tokens_estimate, a.streamed_tokens_estimate,
      to_jsonb(p) || jsonb_build_object('input_usd_per_million', p.input_usd_per_million::text,
        'output_usd_per_million', p.output_usd_per_million::text,
        'cache_read_usd_per_million', p.cache_read_usd_per_million::text,
        'cache_write_usd_per_million', p.cache_write_usd_per_million::text) as price
    from job_attempts a
    join prices p on p.id = a.price_id
    where a.job_id = ${job.id} and a.client_id = ${job.clientId} and a.epoch <= ${upToEpoch} and a.status = 'started'
    order by a.attempt`.execute(tx)
  return rows
}
