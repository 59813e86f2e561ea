import type { ExperimentMetric } from '@hg/contracts'
import type { Comparison } from './compare.ts'
import type { Verdict } from './judge.ts'

interface Phrase {
  verb: string
  more: string
  less: string
  /** An amount without its sign, from a difference and the control's mean. */
  amount: (difference: number, controlMean: number) => string
}

const fixed = (value: number, digits: number) => value.toFixed(digits).replace(/\.0+$/, '')
const plural = (amount: string, unit: string) => `${amount} ${unit}${amount === '1' ? '' : 's'}`
const percentagePoints = (difference: number) => plural(fixed(difference * 100, 1), 'percentage point')

const phrases: Record<ExperimentMetric, Phrase> = {
  quality_score: {
    verb: 'score',
    more: 'higher',
    less: 'lower',
    amount: (difference) => plural(fixed(difference, 1), 'point'),
  },
  pass_rate: { verb: 'pass their checks', more: 'more often', less: 'less often', amount: percentagePoints },
  repairs: {
    verb: 'need',
    more: 'more',
    less: 'fewer',
    amount: (difference) => plural(fixed(difference, 2), 'repair'),
  },
  cost: {
    verb: 'cost',
    more: 'more',
    less: 'less',
    amount: (difference, mean) => `${fixed((difference / mean) * 100, 1)}%`,
  },
  latency: {
    verb: 'are written',
    more: 'slower',
    less: 'faster',
    amount: (difference) => plural(fixed(difference, 1), 'second'),
  },
  feedback: { verb: 'are liked', more: 'more often', less: 'less often', amount: percentagePoints },
  edits: { verb: 'are edited', more: 'more often', less: 'less often', amount: percentagePoints },
}

/**
 * A comparison in plain words: "B's pieces score 4.2 points higher than A's; the true difference is between 1.1 and 7.3 points."
 * What chance explains as well is said to be open, with both ends of the interval in words.
 *
 * @param given.isOver whether the experiment has ended: then nothing is promised to become clearer
 */
export function describeComparison(
  metric: ExperimentMetric,
  keys: { control: string; variant: string },
  given: { comparison: Comparison; verdict: Verdict; controlMean: number; isOver?: boolean },
): string {
  const [control, variant] = [keys.control.toUpperCase(), keys.variant.toUpperCase()]
  const { comparison, verdict, controlMean, isOver = false } = given
  if (verdict === 'too_few')
    return isOver
      ? `Too few pieces were measured to compare ${variant} with ${control}.`
      : `Too few pieces are measured yet to compare ${variant} with ${control}.`
  if (!comparison.interval || (metric === 'cost' && controlMean === 0))
    return `No difference shows between ${variant}’s pieces and ${control}’s: all are alike.`
  const { verb, more, less, amount } = phrases[metric]
  const { low, high } = comparison.interval
  const size = (difference: number) => amount(Math.abs(difference), controlMean)
  const signed = (difference: number) => `${size(difference)} ${difference < 0 ? less : more}`
  const isNone = !/[1-9]/.test(size(comparison.difference))
  const estimate = isNone
    ? `${variant}’s pieces and ${control}’s are alike`
    : `${variant}’s pieces ${verb} ${signed(comparison.difference)} than ${control}’s`
  if (verdict === 'open')
    return `${estimate}${isOver ? '' : ' so far'}${isNone ? '' : ', which may be chance'}: the true difference is between ${signed(low)} and ${signed(high)}.`
  const [near, far] = [low, high].toSorted((a, b) => Math.abs(a) - Math.abs(b)) as [number, number]
  return `${estimate}; the true difference is between ${bare(size(near))} and ${size(far)}.`
}

/** Leaves the unit out where it follows anyway: "between 1.1 and 7.3 points". */
function bare(amount: string): string {
  return amount.split(' ')[0] ?? amount
}
