import type { AttemptOutcome } from '../loop/outcome.ts'
import type { Prompt, Usage } from '../types.ts'
import { noUsage } from '../usage.ts'
import { estimatePromptTokens, estimateTokens } from './estimate-tokens.ts'

export interface ChargeableUsage {
  usage: Usage
  /** True when the provider never said, or was cut short before it said all. */
  estimated: boolean
}

/**
 * What an attempt is charged by. Null when it never reached its provider. What the provider left unsaid is estimated from
 * the prompt and from the text that arrived; thoughts that were never told of are not in it.
 */
export function chargeableUsage(
  prompt: Pick<Prompt, 'system' | 'user'>,
  outcome: AttemptOutcome,
): ChargeableUsage | null {
  if (outcome.status === 'succeeded') {
    const { usage, text } = outcome.answer
    return usage ? { usage, estimated: false } : estimate(prompt, text, null)
  }
  const { reachedProvider, usage, usageIsFinal, partialText } = outcome.error
  if (!reachedProvider) return null
  return usage && usageIsFinal ? { usage, estimated: false } : estimate(prompt, partialText, usage)
}

function estimate(prompt: Pick<Prompt, 'system' | 'user'>, text: string, said: Usage | null): ChargeableUsage {
  const known = said ?? noUsage
  const usage = {
    ...known,
    inputTokens: known.inputTokens || estimatePromptTokens(prompt),
    outputTokens: Math.max(known.outputTokens, estimateTokens(text)),
  }
  return { usage, estimated: true }
}
