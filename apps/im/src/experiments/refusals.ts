import type { ExperimentResults, MetricComparison, VariantResult } from '@hg/contracts'
import type { ExperimentRow } from '@hg/db'
import type { MeasuredRow } from './measured-row.ts'

const letter = (key: string) => key.toUpperCase()
const percent = (share: number) => `${Number((share * 100).toFixed(1))}`

/**
 * Why a variant cannot be promoted, in words; nothing where it can. What is in use may always be kept. Of the others enough
 * pieces must be there, evenly given, with guardrails that are shown to be kept, and none may be known to be worse. It need not be
 * shown to be better: who promotes it is told so, and signs for it. A control that is not in use has to have won: nothing else is shown
 * of it.
 */
export function refusalsOf(
  variant: MeasuredRow,
  given: {
    row: ExperimentRow
    control: MeasuredRow
    comparisons: readonly MetricComparison[]
    guardrails: VariantResult['guardrails']
    sampleRatio: ExperimentResults['sample_ratio']
    winner: ExperimentResults['winner']
  },
): string[] {
  const { row, control, comparisons, guardrails, sampleRatio, winner } = given
  if (variant.version === row.production) return []
  if (!guardrails)
    return winner === variant.key
      ? []
      : [`${letter(variant.key)} is not in use, and not shown to be better than the others.`]
  const refusals: string[] = []
  const isOver = row.state === 'stopped'
  if (sampleRatio.skewed) refusals.push('The variants did not get the pieces that their weights promise.')
  const fewest = Math.min(variant.moments[row.metric].count, control.moments[row.metric].count)
  if (fewest < row.minimum_sample)
    refusals.push(`There are ${fewest} measured pieces of a variant; ${row.minimum_sample} are the minimum.`)
  const decisive = comparisons.find((one) => one.metric === row.metric && one.variant === variant.key)
  if (decisive?.verdict === 'worse') refusals.push(`${letter(variant.key)} is worse than ${letter(control.key)}.`)
  const margins = {
    pass_rate: `${percent(row.pass_rate_margin)} percentage points lower`,
    cost: `${percent(row.cost_margin)}% higher`,
  }
  const names = { pass_rate: 'pass rate', cost: 'cost' }
  for (const rail of ['pass_rate', 'cost'] as const) {
    const [name, margin] = [names[rail], `${margins[rail]} than ${letter(control.key)}’s`]
    if (guardrails[rail] === 'unclear')
      refusals.push(`It is not shown${isOver ? '' : ' yet'} that the ${name} is no more than ${margin}.`)
    if (guardrails[rail] === 'broken') refusals.push(`The ${name} is more than ${margin}.`)
  }
  return refusals
}
