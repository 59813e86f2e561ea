import type { LlmProvider } from '@hg/contracts'
import type { PricedModel } from '../catalogue/model.ts'
import type { Circuit } from '../circuit/circuit.ts'
import type { Adapters } from '../providers/create-adapters.ts'
import type { ProviderAdapter } from '../provider-adapter.ts'
import type { LlmAnswer, LlmRequest, Prompt } from '../types.ts'
import type { Clock } from './clock.ts'
import type { Limits } from './decide-next.ts'
import type { AttemptOutcome } from './outcome.ts'

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

/** The most tokens that a call to this model may write now; unlimited where the caller says nothing. */
export function outputLimit<Handle>({ hooks }: GenerateOptions<Handle>, candidate: PricedModel): number {
  return hooks.outputLimit?.(candidate) ?? Infinity
}

/** What calls the model, or nothing where there is no key to its provider any more. */
export function adapterOf<Handle>(
  { adapters }: GenerateOptions<Handle>,
  { provider }: { provider: LlmProvider },
): ProviderAdapter | undefined {
  return adapters[provider]
}
