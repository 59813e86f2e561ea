import type { LlmProvider } from '@hg/contracts'
import { field, numberAt, stringAt } from '../json.ts'

/** Models whose name says that they think before they write; Anthropic's are asked to by the request. */
const thinkingModels: Record<LlmProvider, RegExp | undefined> = {
  openai: /^(o\d|gpt-(?:[5-9]|\d\d))(?!.*chat)/,
  google: /^gemini-(2\.5|[3-9]|flash|pro)(?!.*lite)/,
  groq: /gpt-oss|qwen3|deepseek-r1/,
  anthropic: undefined,
}

const shareOfEffort: Record<string, number> = { none: 0, minimal: 0.25, low: 0.5, medium: 1, high: 2, xhigh: 3 }

function effort(provider: LlmProvider, request: unknown): number {
  if (provider === 'anthropic') {
    const type = stringAt(request, 'thinking', 'type')
    return type === 'enabled' || type === 'adaptive' ? 1 : 0
  }
  if (provider === 'google') {
    return numberAt(request, 'generationConfig', 'thinkingConfig', 'thinkingBudget') === 0 ? 0 : 1
  }
  return shareOfEffort[String(field(request, 'reasoning_effort'))] ?? 1
}

/**
 * Tokens a model spends on reasoning before it writes: 0 for models that do not reason, otherwise a multiple of 64 that
 * depends on the prompt and on the effort asked for.
 *
 * @param request the request's body as it came
 * @param seed a number drawn from the prompt
 */
export function reasoningTokens(provider: LlmProvider, model: string, request: unknown, seed: number): number {
  const thinks = thinkingModels[provider]
  if (thinks && !thinks.test(model)) return 0
  const steps = (2 + (seed % 5)) * effort(provider, request)
  return Math.ceil(steps) * 64
}
