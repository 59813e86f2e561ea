import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { NewJob } from '../jobs/insert-job.ts'

export interface NewBatch {
  id: string
  client_id: string
  name: string | null
  size: number
  estimated_usd: string
  created_by: string
  is_trial: boolean
}

export async function insertBatch(tx: Queryable, batch: NewBatch): Promise<void> {
  await tx.insertInto('batches').values(batch).execute()
}

/** A job of a batch; `batch_row` says which of the batch's requests it is for, from 1. */
export interface NewBatchJob extends Omit<NewJob, 'strategy' | 'not_before' | 'parent'> {
  batch_row: number
  /** Index into the strategies that go along: most jobs of a batch share one. */
  strategy: number
  /** The job that it repeats. */
  parent_job_id?: string
}

/** Stores the jobs of a batch as pending, in one statement. Triggers write their first events. */
export async function insertBatchJobs(
  tx: Queryable,
  batchId: string,
  jobs: NewBatchJob[],
  strategies: unknown[],
): Promise<void> {
  await sql`
    with strategies as materialized (
      select number - 1 as index, strategy
      from jsonb_array_elements(${JSON.stringify(strategies)}::jsonb) with ordinality as given (strategy, number)
    )
    insert into jobs (id, client_id, batch_id, batch_row, is_trial, content_type, prompt, parameters, llm_provider,
      requested_provider, requested_model, reserved_usd,
      strategy_id, strategy_version, strategy, priority, created_by, not_before,
      parent_job_id, parent_relation)
    select j.id, j.client_id, ${batchId}, j.batch_row, j.parameters ? 'trial', j.content_type, j.parameters ->> 'topic', j.parameters,
      j.llm_provider, j.llm_provider, j.requested_model, j.reserved_usd, j.strategy_id, j.strategy_version, s.strategy, j.priority, j.created_by,
      (j.parameters ->> 'not_before')::timestamptz, j.parent_job_id, case when j.parent_job_id is not null then 'retry' end
    from jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) as j (
      id uuid, client_id uuid, batch_row smallint, content_type content_type, parameters jsonb, llm_provider text, requested_model text,
      reserved_usd numeric, strategy_id uuid, strategy_version int, strategy int, priority smallint, created_by text, parent_job_id uuid)
    join strategies s on s.index = j.strategy
    order by j.id`.execute(tx)
}
