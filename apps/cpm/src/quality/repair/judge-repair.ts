import type { RepairVerdict } from '@hg/contracts'
import type { Review } from '../review-piece.ts'

export interface Judgement {
  taken: boolean
  verdict: Extract<RepairVerdict, 'better' | 'no_better' | 'breaks_another'>
  reason: string
}

/** A repair is taken when the score rises and no check fails that passed before. */
export function judgeRepair(before: Review, after: Review): Judgement {
  const failedBefore = new Set(before.report.checks.filter(({ passed }) => !passed).map(({ id }) => id))
  const broken = after.report.checks.filter(({ id, passed }) => !passed && !failedBefore.has(id))
  if (broken.length > 0) {
    const labels = broken.map(({ label }) => label).join(', ')
    return { taken: false, verdict: 'breaks_another', reason: `It would break what was in order: ${labels}.` }
  }
  const [from, to] = [before.report.score, after.report.score]
  if (to <= from)
    return { taken: false, verdict: 'no_better', reason: `The score would not rise: ${from} before, ${to} after.` }
  return { taken: true, verdict: 'better', reason: `The score rose from ${from} to ${to}.` }
}
