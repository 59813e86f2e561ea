import type { FeedbackSum } from '@hg/contracts'
import type { FeedbackOutcomeRow } from '@hg/db'

/** Words about pieces, by a key of theirs; the most spoken of first. */
export function sumFeedback<Row extends Pick<FeedbackOutcomeRow, 'good' | 'bad' | 'pieces'>>(
  rows: Row[],
  keyOf: (row: Row) => string,
): { row: Row; sum: FeedbackSum }[] {
  const groups = Map.groupBy(rows, keyOf)
  return [...groups.values()]
    .flatMap((group) => {
      const [row] = group
      return row ? [{ row, sum: total(group) }] : []
    })
    .toSorted((a, b) => b.sum.good + b.sum.bad - (a.sum.good + a.sum.bad))
}

export function total(rows: Pick<FeedbackOutcomeRow, 'good' | 'bad' | 'pieces'>[]): FeedbackSum {
  return rows.reduce(
    (sum, { good, bad, pieces }) => ({ good: sum.good + good, bad: sum.bad + bad, pieces: sum.pieces + pieces }),
    { good: 0, bad: 0, pieces: 0 },
  )
}
