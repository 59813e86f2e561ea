import type { QualityReport, RepairVerdict } from '@hg/contracts'

export interface Judgement {
  taken: boolean
  verdict: Extract<RepairVerdict, 'better' | 'no_better' | 'breaks_another'>
  reason: string
}

/** A repair is taken when the score rises and no check fails that passed before. */
export function judgeRepair(before: QualityReport, after: QualityReport): Judgement {
  const failedBefore = new Set(before.checks.filter(({ passed }) => !passed).map(({ id }) => id))
  const broken = after.checks.filter(({ id, passed }) => !passed && !failedBefore.has(id))
  if (broken.length > 0) {
    const labels = broken.map(({ label }) => label).join(', ')
    return { taken: false, verdict: 'breaks_another', reason: `It would break what was in order: ${labels}.` }
  }
  const [from, to] = [before.score, after.score]
  if (to <= from)
    return { taken: false, verdict: 'no_better', reason: `The score would not rise: ${from} before, ${to} after.` }
  return { taken: true, verdict: 'better', reason: `The score rose from ${from} to ${to}.` }
}
