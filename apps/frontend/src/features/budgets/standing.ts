import type { Budget, BudgetLevel } from '@hg/contracts'
import { addUsd, compareUsd, subtractUsd } from '#lib/usd.ts'

/** How a month stands against its limits. */
export interface Standing {
  /** Spent and reserved together: what counts against the hard limit. */
  committedUsd: string
  /** What the hard limit leaves for new work, nothing when it is passed; null without one. */
  leftUsd: string | null
  state: 'unlimited' | 'fine' | 'near' | 'spent'
}

/** `near`: the soft limit is reached, or nine tenths of the hard one are spent or reserved. `spent`: no room for anything new. */
export function standingOf({ spent_usd, reserved_usd, soft_usd, hard_usd }: BudgetLevel): Standing {
  const committedUsd = addUsd(spent_usd, reserved_usd)
  const left = hard_usd === null ? null : subtractUsd(hard_usd, committedUsd)
  const leftUsd = left !== null && compareUsd(left, '0') < 0 ? '0' : left
  const isSoftReached = soft_usd !== null && compareUsd(spent_usd, soft_usd) >= 0
  const isNearlySpent = hard_usd !== null && Number(committedUsd) >= Number(hard_usd) * 0.9
  return {
    committedUsd,
    leftUsd,
    state:
      hard_usd === null && soft_usd === null
        ? 'unlimited'
        : leftUsd === '0'
          ? 'spent'
          : isSoftReached || isNearlySpent
            ? 'near'
            : 'fine',
  }
}

/** `2026-11-01` as `November 2026`. */
export function monthName(month: string): string {
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(month))
}

/** The first budget, from the client's own up, that has less left than something may cost; null where all that can be seen have room. */
export function tightLevel({ own, above }: Pick<Budget, 'own' | 'above'>, highUsd: string): BudgetLevel | null {
  const levels = [own, ...above.toReversed()]
  const isTight = (level: BudgetLevel) => {
    const { leftUsd } = standingOf(level)
    return leftUsd !== null && compareUsd(highUsd, leftUsd) > 0
  }
  return levels.find((level) => level !== null && isTight(level)) ?? null
}
