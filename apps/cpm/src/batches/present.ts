import type { Batch, BatchCounts } from '@hg/contracts'
import type { BatchRow } from '@hg/db'
import { trimDecimal } from '../jobs/trim-decimal.ts'

/** A batch's row as the API shows it. */
export function presentBatch(row: BatchRow, now: Date): Batch {
  const { pending, processing, completed, failed, cancelled } = row
  const counts = { pending, processing, completed, failed, cancelled }
  return {
    id: row.id,
    client_id: row.client_id,
    name: row.name,
    size: row.size,
    is_trial: row.is_trial,
    counts,
    cost_usd: trimDecimal(row.cost_usd),
    estimated_cost_usd: trimDecimal(row.estimated_usd),
    created_by: row.created_by,
    created_at: row.created_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    ended_at: pending + processing === 0 ? (row.last_ended_at?.toISOString() ?? null) : null,
    expected_end_at: expectEnd(counts, row.started_at, now)?.toISOString() ?? null,
  }
}

/** When the rest will have ended if it goes on as it did since the first piece began; null before any piece was written. */
export function expectEnd(counts: BatchCounts, startedAt: Date | null, now: Date): Date | null {
  const written = counts.completed + counts.failed
  const left = counts.pending + counts.processing
  if (!startedAt || written === 0 || left === 0) return null
  const elapsedMs = Math.max(0, now.getTime() - startedAt.getTime())
  return new Date(now.getTime() + (elapsedMs / written) * left)
}
