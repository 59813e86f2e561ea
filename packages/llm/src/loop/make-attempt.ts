import type { PricedModel } from '../catalogue/model.ts'
import { circuitKey } from '../circuit/circuit-key.ts'
import type { Circuit, CircuitKey } from '../circuit/circuit.ts'
import { countsAgainstProvider } from '../circuit/counts-against.ts'
import type { ProviderAdapter } from '../provider-adapter.ts'
import { callOnce } from './call-once.ts'
import type { Clock } from './clock.ts'
import type { Limits } from './decide-next.ts'
import { type AttemptReason, type GenerateOptions, outputLimit } from './generate-options.ts'
import type { AttemptOutcome } from './outcome.ts'
import { prepareRequest } from './prepare-request.ts'

interface Attempt {
  attempt: number
  reason: AttemptReason
  candidate: PricedModel
  adapter: ProviderAdapter
  clock: Clock
  limits: Limits
  leftMs: number
}

/** Calls a model once, with its hooks around the call and its circuit told. Rejects only with what a hook threw. */
export async function makeAttempt<Handle>(options: GenerateOptions<Handle>, at: Attempt): Promise<AttemptOutcome> {
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
