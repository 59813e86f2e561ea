import type { PricedModel } from '../catalogue/model.ts'
import { GenerationError, type ProviderError } from '../errors.ts'
import type { Decision } from './decide-next.ts'

/** The end where every model that is left could cost more than may be spent. */
export function tooDear(
  dear: PricedModel[],
  lastFailures: ReadonlyMap<string, string>,
  attempts: number,
): GenerationError {
  const models = dear.map(({ provider, model }) => `${provider} ${model}`).join(', ')
  const message = [...describe(lastFailures), `another call (${models}) could cost more than what is left`].join('; ')
  return new GenerationError('cost_ceiling', message, attempts, null)
}

/** The end where no model is left whose provider has a key. */
export function nobodyLeft(lastFailures: ReadonlyMap<string, string>, attempts: number): Error {
  if (attempts === 0) return new Error('generateWithFallback needs a candidate whose provider is configured')
  const message = [...describe(lastFailures), 'no other provider has a key'].join('; ')
  return new GenerationError('provider_unavailable', message, attempts, null)
}

function describe(failures: ReadonlyMap<string, string>): string[] {
  return [...failures].map(([who, what]) => `${who}: ${what}`)
}

/** The end that the loop decided on after a failure. */
export function failed(
  decision: Extract<Decision, { kind: 'stop' }>,
  error: ProviderError,
  lastFailures: ReadonlyMap<string, string>,
  attempts: number,
): GenerationError {
  const code = decision.reason === 'deadline' ? 'deadline_exceeded' : error.code
  return new GenerationError(code, describe(lastFailures).join('; '), attempts, error)
}
