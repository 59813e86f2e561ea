import { compare, type Moments } from './compare.ts'
import { alphaOf } from './sample-size.ts'

/** `unclear`: it is not shown yet that the variant keeps within the margin. Only `kept` allows a promotion. */
export type GuardrailState = 'kept' | 'broken' | 'unclear'

/**
 * Whether a variant's pass rate is not lower than the control's by more than a margin, in shares (0.05: five percentage points).
 * Kept when the always-valid interval of the difference lies above minus the margin, broken when it lies below.
 */
export function guardPassRate(
  control: Moments,
  variant: Moments,
  options: { margin: number; tunedFor: number; variants: number },
): GuardrailState {
  const { interval } = compare(control, variant, {
    kind: 'share',
    tunedFor: options.tunedFor,
    alpha: alphaOf(options.variants),
  })
  if (!interval) return 'unclear'
  if (interval.low > -options.margin) return 'kept'
  return interval.high < -options.margin ? 'broken' : 'unclear'
}

/**
 * Whether a variant's mean cost is not above the control's by more than a part of it (0.1: a tenth). Judged by the interval of
 * cost − (1 + margin) · cost of the control, which needs no ratio of two estimates.
 */
export function guardCost(
  control: Moments,
  variant: Moments,
  options: { margin: number; tunedFor: number; variants: number },
): GuardrailState {
  const { interval } = compare(control, variant, {
    kind: 'mean',
    tunedFor: options.tunedFor,
    alpha: alphaOf(options.variants),
    factor: 1 + options.margin,
  })
  if (!interval) return 'unclear'
  if (interval.high < 0) return 'kept'
  return interval.low > 0 ? 'broken' : 'unclear'
}
