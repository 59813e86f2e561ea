import type { SuggestedText } from '@hg/contracts'
import { completeSuggestion, failJob, withTenant } from '@hg/db'
import { whileUnavailable } from '../generation/while-unavailable.ts'
import type { Work } from '../generation/work.ts'
import type { SavedAnswer } from './saved-answer.ts'

/** So many of the problems are told. */
const mostTold = 5

/** Ends a suggestion well: its text, its cost, and by trigger the event. Its calls are settled. Safe to repeat. */
export function endSuggestion(
  { deps, run, signal }: Work,
  suggestion: SuggestedText,
  { provider, modelUsed: model }: SavedAnswer,
): Promise<string> {
  const end = () =>
    withTenant(deps.db, run.actor, (tx) => completeSuggestion(tx, run.claim, { suggestion, provider, model }))
  return whileUnavailable(signal, async () => ((await end()) ? 'completed' : 'lease_lost'))
}

/** Ends a suggestion that came to nothing, and says why. What was called stays charged. */
export function failSuggestion({ deps, run, signal }: Work, problems: string[]): Promise<string> {
  const more = problems.length - mostTold
  const told = [...problems.slice(0, mostTold), ...(more > 0 ? [`And ${more} more.`] : [])]
  const failure = {
    code: 'suggestion_unusable' as const,
    message: `What the model wrote cannot be used. ${told.join(' ')}`,
  }
  const end = () => withTenant(deps.db, run.actor, (tx) => failJob(tx, run.claim, failure))
  return whileUnavailable(signal, async () => ((await end()) ? 'failed' : 'lease_lost'))
}
