import type { Batch, BatchCounts } from '@hg/contracts'

/** How many pieces have not ended. */
export function leftOf({ pending, processing }: BatchCounts): number {
  return pending + processing
}

export function isUnderWay(batch: Pick<Batch, 'counts'>): boolean {
  return leftOf(batch.counts) > 0
}

/** What of the whole has ended, 0 to 100, rounded down: 100 is only said when all has. */
export function percentDone({ counts, size }: Pick<Batch, 'counts' | 'size'>): number {
  return Math.floor(((size - leftOf(counts)) / size) * 100)
}

/** How much longer it will take, in words; null where that is unknown. */
export function timeLeft(batch: Pick<Batch, 'expected_end_at'>, nowMs: number): string | null {
  if (batch.expected_end_at === null) return null
  const minutes = Math.ceil((Date.parse(batch.expected_end_at) - nowMs) / 60_000)
  if (minutes <= 1) return 'about a minute left'
  return minutes < 90 ? `about ${minutes} minutes left` : `about ${Math.round(minutes / 60)} hours left`
}
