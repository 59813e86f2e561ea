import { type ExperimentResults, metricKinds } from '@hg/contracts'

/** The outcome in one or two plain sentences. */
export function summarise(
  results: Pick<
    ExperimentResults,
    'status' | 'winner' | 'metric' | 'comparisons' | 'assigned' | 'planned' | 'variants'
  >,
): string {
  const { status, winner, metric, comparisons, assigned, planned } = results
  const label = metricKinds[metric].label.toLowerCase()
  switch (status) {
    case 'skewed':
      return 'The variants did not get the pieces that their weights promise. Something beside chance decides who gets which, so no comparison holds.'
    case 'too_early':
      return assigned === 0
        ? 'No piece was given a variant yet.'
        : 'Too few pieces are measured to compare the variants.'
    case 'winner': {
      if (winner === results.variants[0]?.key) return 'The control is better than every other variant.'
      const decisive = comparisons.find((one) => one.metric === metric && one.variant === winner)
      return decisive?.words ?? ''
    }
    case 'no_difference':
      return `All ${planned ?? assigned} planned pieces are there, and no difference in ${label} is shown: if there is one, it is probably smaller than what was looked for.`
    case 'open':
      return `No difference in ${label} is shown yet.`
  }
}
