import { estimatePromptTokens } from '../catalogue/estimate-tokens.ts'
import type { PricedModel } from '../catalogue/model.ts'
import { circuitKey } from '../circuit/circuit-key.ts'
import { AbortedError, GenerationError, nothingSent, type ProviderError } from '../errors.ts'
import type { Prompt } from '../types.ts'
import { type Clock, realClock } from './clock.ts'
import { decideNext, defaultLimits } from './decide-next.ts'
import {
  adapterOf,
  type AttemptReason,
  type GenerateOptions,
  type Generation,
  outputLimit,
} from './generate-options.ts'
import { failed, nobodyLeft, tooDear } from './generation-failure.ts'
import { makeAttempt } from './make-attempt.ts'
import { freshStanding, nextCandidate, type Standing } from './next-candidate.ts'

/**
 * Asks the candidates in turn until one answers: the only place that repeats calls. Rejects with an `AbortedError` when the
 * signal aborts, with a `GenerationError` when nobody answers or time runs out, or with what a hook threw.
 */
export async function generateWithFallback<Handle>(options: GenerateOptions<Handle>): Promise<Generation> {
  const { circuit, signal, clock = realClock, random = Math.random } = options
  const limits = { ...defaultLimits, ...options.limits }
  const startedAt = clock.now()
  const lastFailures = new Map<string, string>()
  let standing = freshStanding
  let candidate = next(options, standing)
  let reason: AttemptReason = 'first'
  let attemptsHere = 0

  for (let attempt = 1; ; attempt++) {
    // The key may have been taken away since the candidate was chosen.
    if (candidate && !adapterOf(options, candidate)) {
      standing = { ...standing, tried: new Set([...standing.tried, candidate]) }
      candidate = next(options, standing)
      reason = 'other_provider'
      attemptsHere = 0
    }
    const dear: PricedModel[] = []
    while (candidate && outputLimit(options, candidate) < 1) {
      dear.push(candidate)
      standing = { ...standing, tried: new Set([...standing.tried, candidate]) }
      candidate = next(options, standing)
      reason = 'other_provider'
      attemptsHere = 0
    }
    if (!candidate && dear.length > 0) throw tooDear(dear, lastFailures, attempt - 1)
    const adapter = candidate && adapterOf(options, candidate)
    if (!candidate || !adapter) throw nobodyLeft(lastFailures, attempt - 1)
    if (signal.aborted) throw new AbortedError(signal.reason, nothingSent)

    const leftMs = limits.totalTimeoutMs - (clock.now() - startedAt)
    if (leftMs <= 0) throw new GenerationError('deadline_exceeded', 'Time ran out', attempt - 1, null)
    const outcome = await makeAttempt(options, { attempt, reason, candidate, adapter, clock, limits, leftMs })
    if (outcome.status === 'succeeded') return { answer: outcome.answer, candidate, attempts: attempt }
    if (outcome.status === 'aborted') throw signal.aborted ? outcome.error : outcome.error.cause

    const { error } = outcome
    lastFailures.set(`${candidate.provider} ${candidate.model}`, error.message)
    attemptsHere += 1
    const after = learn(standing, candidate, error, options.prompt)
    const following = next(options, after)
    const asksOthers = error.code === 'provider_refused_content' && options.onRefusal === 'other_provider'
    const situation = {
      errorClass: asksOthers ? ('other_provider' as const) : error.errorClass,
      retryAfterMs: error.retryAfterMs,
      attemptsHere,
      elapsedMs: clock.now() - startedAt,
      hasNext: following !== null,
      circuitOpen: !circuit.lets(circuitKey(candidate, adapter)),
    }
    const decision = decideNext(situation, limits, random())
    if (decision.kind === 'stop') throw failed(decision, error, lastFailures, attempt)
    if (decision.kind === 'next') {
      standing = after
      candidate = following
      reason = reasonAfter(error)
      attemptsHere = 0
    } else {
      reason = 'retry'
      await sleep(decision.afterMs, signal, clock)
    }
  }
}

/** What a failure rules out, should the candidate be left for it. */
function learn(standing: Standing, candidate: PricedModel, error: ProviderError, prompt: Prompt): Standing {
  const tried = new Set([...standing.tried, candidate])
  if (error.code === 'context_too_long') {
    const window = candidate.contextTokens ?? estimatePromptTokens(prompt)
    return { ...standing, tried, tooSmallTokens: Math.max(standing.tooSmallTokens, window) }
  }
  return closes(error)
    ? { ...standing, tried, closed: new Set([...standing.closed, candidate.provider]) }
    : { ...standing, tried }
}

function closes({ code }: ProviderError): boolean {
  return code === 'provider_key_refused' || code === 'provider_quota_exhausted' || code === 'provider_refused_content'
}

function reasonAfter({ code }: ProviderError): AttemptReason {
  if (code === 'context_too_long') return 'larger_window'
  return code === 'provider_refused_content' ? 'after_refusal' : 'other_provider'
}

function next<Handle>(options: GenerateOptions<Handle>, standing: Standing): PricedModel | null {
  const { candidates, spares = [], circuit } = options
  const isOpen = (model: PricedModel) => {
    const adapter = adapterOf(options, model)
    return adapter !== undefined && !circuit.lets(circuitKey(model, adapter))
  }
  return nextCandidate(
    { candidates, spares, isUsable: (model) => adapterOf(options, model) !== undefined, isOpen },
    standing,
  )
}

async function sleep(ms: number, signal: AbortSignal, clock: Clock): Promise<void> {
  try {
    await clock.sleep(ms, signal)
  } catch (error) {
    if (!signal.aborted) throw error
  }
  if (signal.aborted) throw new AbortedError(signal.reason, nothingSent)
}
