import type { ExperimentResults, MetricComparison, VariantResult } from '@hg/contracts'
import type { ExperimentRow } from '@hg/db'
import type { MeasuredRow } from './measured-row.ts'

const letter = (key: string) => key.toUpperCase()
const percent = (share: number) => `${Number((share * 100).toFixed(1))}`

/**
 * Why a variant cannot be promoted, in words; nothing where it can. The control may always be kept. Of the others enough pieces
 * must be there, evenly given, with guardrails that are shown to be kept, and none may be known to be worse. It need not be shown to
 * be better: who promotes it is told so, and signs for it.
 */
export function refusalsOf(
  variant: MeasuredRow,
  given: {
    row: ExperimentRow
    control: MeasuredRow
    comparisons: readonly MetricComparison[]
    guardrails: VariantResult['guardrails']
    sampleRatio: ExperimentResults['sample_ratio']
  },
): string[] {
  const { row, control, comparisons, guardrails, sampleRatio } = given
  if (!guardrails) return []
  const refusals: string[] = []
  if (sampleRatio.skewed) refusals.push('The variants did not get the jobs that their weights promise.')
  const fewest = Math.min(variant.moments[row.metric].count, control.moments[row.metric].count)
  if (fewest < row.minimum_sample)
    refusals.push(`There are ${fewest} measured pieces of a variant; ${row.minimum_sample} are the minimum.`)
  const decisive = comparisons.find((one) => one.metric === row.metric && one.variant === variant.key)
  if (decisive?.verdict === 'worse') refusals.push(`${letter(variant.key)} is worse than ${letter(control.key)}.`)
  const margins = {
    pass_rate: `no more than ${percent(row.pass_rate_margin)} percentage points lower`,
    cost: `no more than ${percent(row.cost_margin)}% higher`,
  }
  const names = { pass_rate: 'pass rate', cost: 'cost' }
  for (const rail of ['pass_rate', 'cost'] as const) {
    if (guardrails[rail] === 'unclear')
      refusals.push(`It is not shown yet that the ${names[rail]} is ${margins[rail]} than ${letter(control.key)}’s.`)
    if (guardrails[rail] === 'broken')
      refusals.push(`The ${names[rail]} is not ${margins[rail]} than ${letter(control.key)}’s.`)
  }
  return refusals
}
