import type { LlmProvider, ModelChoice } from '@hg/contracts'
import { type Selectable, sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { Json, ProviderBatchItems } from '../../types.generated.ts'
import type { PriceRow } from '../catalogue/list-models.ts'

export type BatchItemRow = Selectable<ProviderBatchItems>

/** A request as it is handed in to be sent with a batch. */
export interface NewBatchItem {
  provider: LlmProvider
  model: string
  providerKeyId: string | null
  priceId: string
  request: object
  format: string | null
  promptTokens: number
  droppedParameters: string[]
  choice: ModelChoice
  /** What the cache finds the answer by, and for how long. */
  kept: { key: Buffer; ttlSeconds: number } | null
}

/**
 * Hands in a claimed job's request, to be sent with a batch. False when it was handed in before, or the claim no longer holds:
 * a job's request goes into a batch once.
 */
export async function insertBatchItem(
  tx: Queryable,
  claim: { id: string; clientId: string; epoch: number },
  item: NewBatchItem,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into provider_batch_items (job_id, client_id, epoch, provider, model, provider_key_id, price_id, request, format,
      prompt_tokens, dropped_parameters, choice, answer_key, ttl_seconds)
    select j.id, j.client_id, j.epoch, ${item.provider}, ${item.model}, ${item.providerKeyId}::uuid, ${item.priceId},
      ${JSON.stringify(item.request)}::jsonb, ${item.format}, ${item.promptTokens}, ${item.droppedParameters}::text[],
      ${JSON.stringify(item.choice)}::jsonb, ${item.kept?.key ?? null}, ${item.kept?.ttlSeconds ?? null}
    from jobs j
    where j.id = ${claim.id} and j.client_id = ${claim.clientId} and j.epoch = ${claim.epoch} and j.status = 'processing'
    on conflict (job_id) do nothing`.execute(tx)
  return numAffectedRows === 1n
}

/** A job's request in a batch, with when its batch was sent and until when it is done; null when it is in none. */
export async function findBatchItem(
  tx: Queryable,
  job: { id: string; clientId: string },
): Promise<(BatchItemRow & { sent_at: Date | null; expires_at: Date | null }) | null> {
  const row = await tx
    .selectFrom('provider_batch_items as i')
    .leftJoin('provider_batches as b', (join) => join.onRef('b.id', '=', 'i.batch_id').on('b.state', '<>', 'sending'))
    .selectAll('i')
    .select(['b.sent_at', 'b.expires_at'])
    .where('i.job_id', '=', job.id)
    .where('i.client_id', '=', job.clientId)
    .executeTakeFirst()
  return row ?? null
}

/** Whether the answer that a key stands for is being waited for in a batch. */
export async function isBatched(tx: Queryable, answer: { clientId: string; key: Buffer }): Promise<boolean> {
  const row = await tx
    .selectFrom('provider_batch_items')
    .select('job_id')
    .where('client_id', '=', answer.clientId)
    .where('answer_key', '=', answer.key)
    .where('state', 'in', ['waiting', 'sent'])
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Locks a job, before its request: whoever ends a job comes from there. The order keeps them from waiting for each other.
 */
export async function lockJobOfItem(tx: Queryable, job: { id: string; clientId: string }): Promise<void> {
  await sql`select from jobs where id = ${job.id} and client_id = ${job.clientId} for no key update`.execute(tx)
}

/** A request that is to be ended, locked, with the price that it was handed in under. */
export type OpenBatchItem = BatchItemRow & { price: PriceRow }

/** Locks a request that nobody has ended yet; null when somebody has. */
export async function lockBatchItem(
  tx: Queryable,
  item: { jobId: string; clientId: string; states: ('waiting' | 'sent')[] },
): Promise<OpenBatchItem | null> {
  const { rows } = await sql<OpenBatchItem>`
    select i.*, to_jsonb(p) || jsonb_build_object('input_usd_per_million', p.input_usd_per_million::text,
      'output_usd_per_million', p.output_usd_per_million::text,
      'cache_read_usd_per_million', p.cache_read_usd_per_million::text,
      'cache_write_usd_per_million', p.cache_write_usd_per_million::text) as price
    from provider_batch_items i
    join prices p on p.id = i.price_id
    where i.job_id = ${item.jobId} and i.client_id = ${item.clientId} and i.state = any (${item.states}::text[])
    for update of i`.execute(tx)
  return rows[0] ?? null
}

/** How a request ended. An answer is kept for its job to go on from, as long as that has not ended. */
export type BatchItemEnd =
  | { state: 'answered'; answer: object }
  | { state: 'failed'; error: { class: string; code: string; message: string } }
  | { state: 'dropped' }

/** Ends a locked request. */
export async function endBatchItem(
  tx: Queryable,
  item: { job_id: string; client_id: string },
  end: BatchItemEnd,
): Promise<void> {
  const answer = end.state === 'answered' ? JSON.stringify(end.answer) : null
  const error = end.state === 'failed' ? end.error : null
  await sql`
    update provider_batch_items i
    set state = ${end.state}, ended_at = now(), request = null,
      answer = case when j.status in ('pending', 'processing') then ${answer}::jsonb end,
      error_class = ${error?.class ?? null}, error_code = ${error?.code ?? null},
      error_message = case when j.status in ('pending', 'processing') then ${error?.message ?? null}::text end
    from jobs j
    where i.job_id = ${item.job_id} and i.client_id = ${item.client_id} and j.id = i.job_id and j.client_id = i.client_id`.execute(
    tx,
  )
}

/** Writes down what a request came to as a call of its job, whatever has become of that meanwhile. Returns its number. */
export async function insertBatchAttempt(
  tx: Queryable,
  item: BatchItemRow,
  end: {
    status: 'succeeded' | 'failed'
    startedAt: Date | null
    priceFactor: string
    modelUsed: string | null
    finishReason: string | null
    errorClass: string | null
    errorCode: string | null
    errorMessage: string | null
    requestId: string | null
    usage: {
      inputTokens: number
      outputTokens: number
      cachedInputTokens: number
      cacheWriteTokens: number
      reasoningTokens: number
    } | null
  },
): Promise<number> {
  const { usage } = end
  const { rows } = await sql<{ attempt: number }>`
    insert into job_attempts (client_id, job_id, attempt, epoch, purpose, provider, model_requested, model_used,
      provider_key_id, price_id, price_factor, prompt_tokens_estimate, dropped_parameters, choice, status, finish_reason,
      error_class, error_code, error_message, provider_request_id, input_tokens, output_tokens, cached_input_tokens,
      cache_write_tokens, reasoning_tokens, started_at, ended_at)
    select ${item.client_id}, ${item.job_id},
      coalesce((select max(a.attempt) from job_attempts a where a.job_id = ${item.job_id}), 0) + 1, ${item.epoch}, 'write',
      ${item.provider}, ${item.model}, ${end.modelUsed}, ${item.provider_key_id}::uuid, ${item.price_id}, ${end.priceFactor}::numeric,
      ${item.prompt_tokens}, ${item.dropped_parameters}::text[], ${JSON.stringify(item.choice)}::jsonb, ${end.status},
      ${end.finishReason}, ${end.errorClass}, ${end.errorCode}, ${end.errorMessage}, ${end.requestId},
      ${usage?.inputTokens ?? null}, ${usage?.outputTokens ?? null}, ${usage?.cachedInputTokens ?? null},
      ${usage?.cacheWriteTokens ?? null}, ${usage?.reasoningTokens ?? null}, coalesce(${end.startedAt}::timestamptz, now()), now()
    returning attempt`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('an insert returned nothing')
  return row.attempt
}

/** Ends the rest of a job whose request was ended; null when the job has ended itself. */
export async function wakeBatchedJob(
  tx: Queryable,
  job: { job_id: string; client_id: string },
): Promise<{ id: string; epoch: number } | null> {
  const { rows } = await sql<{ id: string; epoch: number }>`
    update jobs set lease_until = null
    where id = ${job.job_id} and client_id = ${job.client_id} and status = 'pending'
    returning id, epoch`.execute(tx)
  return rows[0] ?? null
}

/** The requests of a batch that nobody has ended. */
export async function listOpenItems(
  tx: Queryable,
  batch: { id: string; clientId: string },
): Promise<
  { job_id: string; request: Json | null; model: string; format: string | null; answer_key: Buffer | null }[]
> {
  return tx
    .selectFrom('provider_batch_items')
    .select(['job_id', 'request', 'model', 'format', 'answer_key'])
    .where('batch_id', '=', batch.id)
    .where('client_id', '=', batch.clientId)
    .where('state', '=', 'sent')
    .orderBy('job_id')
    .execute()
}

/**
 * Requests that nobody wants any more: their job has ended, and no other job rests for the same answer.
 *
 * @param of a batch, or null for those that wait for one
 */
export async function listUnwantedItems(
  tx: Queryable,
  clientId: string,
  of: { batchId: string | null },
): Promise<{ job_id: string; answer_key: Buffer | null }[]> {
  const { rows } = await sql<{ job_id: string; answer_key: Buffer | null }>`
    select i.job_id, i.answer_key
    from provider_batch_items i
    join jobs j on j.id = i.job_id and j.client_id = i.client_id
    where i.client_id = ${clientId} and i.batch_id is not distinct from ${of.batchId}::uuid and i.state in ('waiting', 'sent')
      and j.status not in ('pending', 'processing')
      and not exists (
        select from jobs f
        where f.client_id = i.client_id and f.awaited_answer = i.answer_key and f.status = 'pending')`.execute(tx)
  return rows
}
