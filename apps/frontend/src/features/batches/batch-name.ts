import type { Batch } from '@hg/contracts'
import { formatMoment, plural } from '#lib/format.ts'

/** What a batch is called: its name, or how many pieces it is of. */
export function batchName(batch: Pick<Batch, 'name' | 'size'>): string {
  return batch.name ?? `Batch of ${plural(batch.size, 'piece')}`
}

/** The same where several unnamed ones may stand together. */
export function batchTitle(batch: Pick<Batch, 'name' | 'size' | 'created_at'>): string {
  return batch.name ?? `${batchName(batch)}, ${formatMoment(batch.created_at)}`
}
