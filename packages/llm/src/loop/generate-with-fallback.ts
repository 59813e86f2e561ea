import type { LlmProvider } from '@hg/contracts'
import { estimatePromptTokens } from '../catalogue/estimate-tokens.ts'
import type { PricedModel } from '../catalogue/model.ts'
import { circuitKey } from '../circuit/circuit-key.ts'
import type { Circuit, CircuitKey } from '../circuit/circuit.ts'
import { countsAgainstProvider } from '../circuit/counts-against.ts'
import { AbortedError, GenerationError, nothingSent, type ProviderError } from '../errors.ts'
import type { Adapters } from '../providers/create-adapters.ts'
import type { ProviderAdapter } from '../provider-adapter.ts'
import type { LlmAnswer, LlmRequest, Prompt } from '../types.ts'
import { callOnce } from './call-once.ts'
import { type Clock, realClock } from './clock.ts'
import { type Decision, decideNext, defaultLimits, type Limits } from './decide-next.ts'
import { freshStanding, nextCandidate, type Standing } from './next-candidate.ts'
import type { AttemptOutcome } from './outcome.ts'
import { prepareRequest } from './prepare-request.ts'

/**
 * Why an attempt goes to its model: it leads, it is tried once more, or the one before it failed, for which a prompt that
 * was too long and content that was refused stand apart.
 */
export type AttemptReason = 'first' | 'retry' | 'other_provider' | 'larger_window' | 'after_refusal'

export interface AttemptStart {
  /** Counts from 1, over all candidates. */
  attemptIndex: number
  reason: AttemptReason
  candidate: PricedModel
  /** The key that it is called with. */
  keyId: string
  /** What will be sent. */
  request: LlmRequest
  /** Names of what could not be sent as asked. */
  droppedParameters: string[]
}

/** What the caller does around each call. A hook that throws ends the generation with what it threw. */
export interface AttemptHooks<Handle> {
  /** Awaited before the call: the place to write down that it is about to be made. */
  beforeAttempt: (start: AttemptStart) => Promise<Handle>
  /** `fullText` is what this attempt has said so far; each attempt begins with nothing. */
  onText?: (handle: Handle, delta: string, fullText: string) => void
  /** The most tokens that a call to this model may write now; less than 1 when it must not be made: another is tried. */
  outputLimit?: (candidate: PricedModel) => number
  /** Awaited after the call, once for each `beforeAttempt` that resolved. */
  afterAttempt: (handle: Handle, outcome: AttemptOutcome) => Promise<void>
}

export interface GenerateOptions<Handle> {
  prompt: Prompt
  /** In the order in which to try them. */
  candidates: readonly PricedModel[]
  /** More models, in order, for a prompt that is too long for the candidates. */
  spares?: readonly PricedModel[]
  /** What to do when a provider refuses the content: end there, or ask the others. */
  onRefusal?: 'fail' | 'other_provider'
  /** Read anew before each attempt, so that keys may come and go meanwhile. */
  adapters: Adapters
  /** Aborting it ends the call in the making. */
  signal: AbortSignal
  circuit: Circuit
  hooks: AttemptHooks<Handle>
  limits?: Partial<Limits>
  clock?: Clock
  /** A number from 0 up to 1. */
  random?: () => number
}

export interface Generation {
  answer: LlmAnswer
  candidate: PricedModel
  attempts: number
}

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

function outputLimit<Handle>({ hooks }: GenerateOptions<Handle>, candidate: PricedModel): number {
  return hooks.outputLimit?.(candidate) ?? Infinity
}

function tooDear(dear: PricedModel[], lastFailures: ReadonlyMap<string, string>, attempts: number): GenerationError {
  const models = dear.map(({ provider, model }) => `${provider} ${model}`).join(', ')
  const message = [...describe(lastFailures), `another call (${models}) could cost more than what is left`].join('; ')
  return new GenerationError('cost_ceiling', message, attempts, null)
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

interface Attempt {
  attempt: number
  reason: AttemptReason
  candidate: PricedModel
  adapter: ProviderAdapter
  clock: Clock
  limits: Limits
  leftMs: number
}

async function makeAttempt<Handle>(options: GenerateOptions<Handle>, at: Attempt): Promise<AttemptOutcome> {
  const { prompt, signal, circuit, hooks } = options
  const { candidate, adapter, clock, limits, leftMs } = at
  const prepared = prepareRequest(prompt, candidate, outputLimit(options, candidate))
  const key = circuitKey(candidate, adapter)
  // Before anything is awaited: of several that find a circuit half open, one passes.
  circuit.begin(key)
  const start = { attemptIndex: at.attempt, reason: at.reason, candidate, keyId: adapter.keyId, ...prepared }
  const handle = await hooks.beforeAttempt(start).catch((error: unknown) => {
    circuit.release(key)
    throw error
  })
  const outcome = await callOnce({
    adapter,
    request: prepared.request,
    signal,
    timeoutMs: Math.min(limits.attemptTimeoutMs, leftMs),
    isLastMoment: leftMs <= limits.attemptTimeoutMs,
    clock,
    onText: (delta, fullText) => hooks.onText?.(handle, delta, fullText),
  })
  tellCircuit(circuit, key, outcome)
  await hooks.afterAttempt(handle, outcome)
  return outcome
}

function tellCircuit(circuit: Circuit, key: CircuitKey, outcome: AttemptOutcome): void {
  if (outcome.status === 'succeeded') circuit.succeed(key)
  else if (outcome.status === 'failed' && countsAgainstProvider(outcome.error)) circuit.fail(key)
  else circuit.release(key)
}

function adapterOf<Handle>(
  { adapters }: GenerateOptions<Handle>,
  { provider }: { provider: LlmProvider },
): ProviderAdapter | undefined {
  return adapters[provider]
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

function nobodyLeft(lastFailures: ReadonlyMap<string, string>, attempts: number): Error {
  if (attempts === 0) return new Error('generateWithFallback needs a candidate whose provider is configured')
  const message = [...describe(lastFailures), 'no other provider has a key'].join('; ')
  return new GenerationError('provider_unavailable', message, attempts, null)
}

function describe(failures: ReadonlyMap<string, string>): string[] {
  return [...failures].map(([who, what]) => `${who}: ${what}`)
}

function failed(
  decision: Extract<Decision, { kind: 'stop' }>,
  error: ProviderError,
  lastFailures: ReadonlyMap<string, string>,
  attempts: number,
): GenerationError {
  const code = decision.reason === 'deadline' ? 'deadline_exceeded' : error.code
  return new GenerationError(code, describe(lastFailures).join('; '), attempts, error)
}
