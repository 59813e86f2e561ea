import { AbortedError, ProviderError } from '../errors.ts'
import type { ProviderAdapter } from '../provider-adapter.ts'
import type { LlmRequest } from '../types.ts'
import type { Clock } from './clock.ts'
import type { AttemptOutcome } from './outcome.ts'

export interface Call {
  adapter: ProviderAdapter
  request: LlmRequest
  /** The caller's. */
  signal: AbortSignal
  timeoutMs: number
  /** Whether the time limit is what is left of the whole, after which nothing is tried any more. */
  isLastMoment: boolean
  clock: Clock
  /** What it throws ends the call; the outcome is then `aborted`, with what was thrown as the error's cause. */
  onText: (delta: string, fullText: string) => void
}

/** One call with a time limit. Never rejects: how it ended is the outcome. */
export async function callOnce(call: Call): Promise<AttemptOutcome> {
  const { adapter, request, signal, timeoutMs, clock } = call
  const ended = new AbortController()
  const own = new AbortController()
  const timedOut = Symbol('timed out')
  clock.sleep(timeoutMs, ended.signal).then(
    () => own.abort(timedOut),
    () => undefined,
  )

  let fullText = ''
  const onText = (delta: string): void => {
    fullText += delta
    try {
      call.onText(delta, fullText)
    } catch (error) {
      own.abort(error)
    }
  }
  try {
    const answer = await adapter.stream(request, { signal: AbortSignal.any([signal, own.signal]), onText })
    return { status: 'succeeded', answer }
  } catch (error) {
    if (error instanceof ProviderError) return { status: 'failed', error }
    if (!(error instanceof AbortedError)) return { status: 'failed', error: ourFault(adapter, error) }
    const ranOut = own.signal.reason === timedOut && !signal.aborted
    return ranOut ? { status: 'failed', error: timeoutError(call, error) } : { status: 'aborted', error }
  } finally {
    ended.abort()
  }
}

function timeoutError({ adapter, timeoutMs, isLastMoment }: Call, aborted: AbortedError): ProviderError {
  const { partialText, usage, usageIsFinal, reachedProvider } = aborted
  return new ProviderError({
    provider: adapter.provider,
    errorClass: isLastMoment ? 'give_up' : 'same_again',
    code: isLastMoment ? 'deadline_exceeded' : 'provider_unavailable',
    message: isLastMoment ? 'Time ran out during the call' : `No complete answer within ${timeoutMs} ms`,
    ...{ partialText, usage, usageIsFinal, reachedProvider },
  })
}

function ourFault(adapter: ProviderAdapter, error: unknown): ProviderError {
  const message = error instanceof Error ? error.message : String(error)
  return new ProviderError({
    provider: adapter.provider,
    errorClass: 'give_up',
    code: 'internal',
    message,
    cause: error,
  })
}
