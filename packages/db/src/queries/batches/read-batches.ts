import type { BatchCounts } from '@hg/contracts'
import { sql, type Selectable } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { Batches } from '../../types.generated.ts'

/** A batch with what its jobs add up to. */
export interface BatchRow extends Selectable<Batches>, BatchCounts {
  cost_usd: string
  started_at: Date | null
  last_ended_at: Date | null
}

/**
 * How far the batch `b` is, as `p`: a piece that was tried again counts as its latest job; what it cost counts whole.
 */
export const batchProgress = sql`
  left join lateral (
    select
      count(*) filter (where is_latest and status = 'pending')::int as pending,
      count(*) filter (where is_latest and status = 'processing')::int as processing,
      count(*) filter (where is_latest and status = 'completed')::int as completed,
      count(*) filter (where is_latest and status = 'failed')::int as failed,
      count(*) filter (where is_latest and status = 'cancelled')::int as cancelled,
      coalesce(sum(estimated_cost), 0)::text as cost_usd,
      min(started_at) as started_at,
      max(completed_at) as last_ended_at
    from (
      select j.status, j.estimated_cost, j.started_at, j.completed_at,
        row_number() over (partition by j.batch_row order by j.id desc) = 1 as is_latest
      from jobs j
      where j.batch_id = b.id and j.client_id = b.client_id
    ) one
  ) p on true`

/** One batch; null when it does not exist or is not the actor's to see. */
export async function getBatch(tx: Queryable, id: string): Promise<BatchRow | null> {
  const { rows } = await sql<BatchRow>`select b.*, p.* from batches b ${batchProgress} where b.id = ${id}`.execute(tx)
  return rows[0] ?? null
}

/**
 * Batches, newest first, one more than `limit` when there is a next page.
 *
 * @param filter.clientIds of these clients only
 * @param filter.before only batches with a smaller id (the cursor)
 */
export async function listBatches(
  tx: Queryable,
  filter: { clientIds?: string[] | undefined; before?: string | undefined; limit: number },
): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`
    with page as materialized (
      select * from batches
      where (${filter.clientIds ?? null}::uuid[] is null or client_id = any(${filter.clientIds ?? null}::uuid[]))
        and (${filter.before ?? null}::uuid is null or id < ${filter.before ?? null}::uuid)
      order by id desc
      limit ${filter.limit + 1}
    )
    select b.*, p.* from page b ${batchProgress} order by b.id desc`.execute(tx)
  return rows
}
