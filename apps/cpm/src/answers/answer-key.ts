import type { StrategyConfiguration } from '@hg/contracts'
import type { LlmRequest } from '@hg/llm'
import { createHash } from 'node:crypto'

/** Another form of the key makes every stored answer unfindable, which is what a changed meaning of it needs. */
const form = 1

/** Everything that an answer depends on. */
export interface AnswerQuestion {
  clientId: string
  provider: string
  /** As it would be sent to the model that leads: what the model does not take is not in it. */
  request: LlmRequest
  /** Whom else the strategy lets the request go to, which decides whose answer it may be. */
  llm: StrategyConfiguration['llm']
}

/**
 * What an answer is found by: SHA-256 over the client, the model, all parameters and the whole prompt. No
 * two clients share one, and nothing of the prompt can be read from it.
 */
export function answerKey({ clientId, provider, request, llm }: AnswerQuestion): Buffer {
  const { model, temperature, maxOutputTokens, format, system, user } = request
  const parts = [
    form,
    clientId,
    provider,
    model,
    temperature ?? null,
    maxOutputTokens,
    format ?? null,
    llm?.on_refusal ?? null,
    [...(llm?.allowed_providers ?? [])].toSorted(),
    system,
    user,
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest()
}
