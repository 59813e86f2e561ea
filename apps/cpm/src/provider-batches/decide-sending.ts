import { AbortedError, type ProviderError } from '@hg/llm'

/** What to do about a batch whose sending failed: find out whether it was taken, send it again later, or do without. */
export type SendingDecision = { kind: 'find' } | { kind: 'later'; afterMs: number } | { kind: 'give_up' }

const mostFailures = 5
const firstWaitMs = 30_000

/**
 * A batch is sent again only where it is sure that it was not taken: nothing went out, or the provider refused it with a status of
 * 4xx. Anything else may have been taken.
 *
 * @param failures how often that went before
 */
export function decideSending(error: ProviderError | AbortedError, failures: number): SendingDecision {
  const status = error instanceof AbortedError ? null : error.status
  const isRefused = status !== null && status >= 400 && status < 500
  if (error.reachedProvider && !isRefused) return { kind: 'find' }
  const mayPass = error instanceof AbortedError || error.errorClass === 'same_again'
  if (!mayPass || failures + 1 >= mostFailures) return { kind: 'give_up' }
  return { kind: 'later', afterMs: firstWaitMs * 2 ** failures }
}
