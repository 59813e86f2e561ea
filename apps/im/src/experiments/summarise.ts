import { type ExperimentResults, metricKinds, type VariantKey } from '@hg/contracts'

/** What a summary is made from. */
export type Summarised = Pick<
  ExperimentResults,
  'state' | 'status' | 'winner' | 'metric' | 'comparisons' | 'assigned' | 'planned' | 'variants'
> & { minimum: number }

/** The outcome in one or two plain sentences. Of an experiment that has ended it says what is known, and promises nothing. */
export function summarise(results: Summarised): string {
  const { state, status, winner, metric, comparisons, assigned, planned, minimum } = results
  const label = metricKinds[metric].label.toLowerCase()
  const isOver = state === 'stopped'
  const decisive = comparisons.filter((one) => one.metric === metric)
  switch (status) {
    case 'skewed':
      return 'The variants did not get the pieces that their weights promise. Something beside chance decided who got which, so no comparison holds.'
    case 'too_early':
      if (assigned === 0) return isOver ? 'No piece was given a variant.' : 'No piece was given a variant yet.'
      return isOver
        ? `Too few pieces were measured to compare the variants: it takes ${minimum} of each, and there are ${fewestOf(results)} of one.`
        : `The comparison begins once ${minimum} pieces of each variant are measured; of one there are ${fewestOf(results)} so far.`
    case 'winner':
      if (winner === results.variants[0]?.key) return `${letter(winner)} is better than every other variant.`
      return decisive.find(({ variant }) => variant === winner)?.words ?? ''
    case 'no_difference':
    case 'open':
      if (isOver) return [`No difference in ${label} was shown.`, ...decisive.map(({ words }) => words)].join(' ')
      return status === 'open'
        ? `No difference in ${label} is shown yet.`
        : `All ${planned ?? assigned} planned pieces are there, and no difference in ${label} is shown: if there is one, it is probably smaller than what was looked for.`
  }
}

/** How an experiment ended, after how many pieces, and what was known then. */
export function summariseEnd(results: Summarised, promoted: VariantKey | null): string {
  const { assigned, planned, variants, winner } = results
  const deed = promoted === null ? 'Stopped' : `Decided for ${letter(promoted)}`
  if (assigned === 0) return `${deed} before any piece was given a variant.`
  const isUnproven = promoted !== null && promoted !== winner && promoted !== variants[0]?.key
  return `${deed} after ${piecesOf(assigned, planned)}${isUnproven ? ', without being shown to be better' : ''}. ${summarise(results)}`
}

function piecesOf(assigned: number, planned: number | null): string {
  const given = assigned.toLocaleString('en')
  if (planned !== null && assigned <= planned) return `${given} of ${planned.toLocaleString('en')} planned pieces`
  const pieces = `${given} ${assigned === 1 ? 'piece' : 'pieces'}`
  return planned === null ? pieces : `${pieces} (${planned.toLocaleString('en')} were planned)`
}

/** Measured pieces, in what decides, of the variant that has the fewest. */
function fewestOf({ variants, metric }: Summarised): number {
  const counts = variants.map(({ metrics }) => metrics.find((one) => one.metric === metric)?.pieces ?? 0)
  return Math.min(...counts)
}

const letter = (key: VariantKey) => key.toUpperCase()
