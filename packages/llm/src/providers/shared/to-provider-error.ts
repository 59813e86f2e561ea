import type { LlmProvider } from '@hg/contracts'
import { ProviderError, type Remains } from '../../errors.ts'
import { noUsage } from '../../usage.ts'
import { classifyFailure, type Failure, type Rule, verdicts } from './classify-failure.ts'
import type { ObservedCall } from './observe-fetch.ts'
import { longestRetryAfterMs, readRetryAfterMs } from './retry-after.ts'
import { remainsOf, type StreamState } from './stream-state.ts'

const longestMessage = 500

interface Source {
  provider: LlmProvider
  apiKey: string
  describeError: (error: unknown) => Failure | null
  rules: readonly Rule[]
  requestIdHeader?: string
}

/**
 * Makes an SDK's error ours. A provider that asks for more than a minute is left at once; a request that was answered by
 * an error status used nothing, and says so.
 */
export function toProviderError(source: Source, error: unknown, call: ObservedCall, state: StreamState): ProviderError {
  const described = source.describeError(error)
  const failure = described ?? { status: null, names: [], message: describeConnection(error, call) }
  const verdict = classifyFailure(failure, source.rules)
  const wait = failure.retryAfterMs ?? readRetryAfterMs(call.headers, Date.now())
  const tooLong = wait !== null && wait > longestRetryAfterMs
  return new ProviderError({
    provider: source.provider,
    ...(tooLong && verdict.errorClass === 'same_again' ? verdicts.notServedHere : verdict),
    message: tidy(failure.message, source.apiKey),
    status: failure.status,
    retryAfterMs: tooLong ? null : wait,
    providerRequestId: call.headers.get(source.requestIdHeader ?? '') ?? state.responseId,
    cause: error,
    ...remainsOfFailure(failure, call, state),
  })
}

function remainsOfFailure(failure: Failure, call: ObservedCall, state: StreamState): Remains {
  const refusedOutright = failure.status !== null && state.chunks === 0
  if (refusedOutright) return { partialText: '', usage: noUsage, usageIsFinal: true, reachedProvider: true }
  return remainsOf(state, call.sent || state.chunks > 0)
}

function describeConnection(error: unknown, { failure }: ObservedCall): string {
  // Node tries every address of a host, and then throws an error without a message.
  const reason = failure?.message || (failure as { code?: string } | null)?.code
  const message = error instanceof Error ? error.message : String(error)
  return reason && !message.includes(reason) ? `${message} (${reason})` : message
}

const addresses = /\bhttps?:\/\/[^\s)\]]+|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g

// Servers of a dialect may echo the key they refuse, or answer with a page of HTML; SDKs name where they called. The
// message reaches tenants, so neither goes with it.
function tidy(message: string, apiKey: string): string {
  const safe = (apiKey ? message.replaceAll(apiKey, '[key]') : message).replaceAll(addresses, '[address]')
  return safe.length > longestMessage ? `${safe.slice(0, longestMessage)}…` : safe
}
