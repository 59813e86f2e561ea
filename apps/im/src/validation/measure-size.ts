import { type ContentTypeOrAny, type LlmProvider, type PromptSize, wordCountFor } from '@hg/contracts'
import type { ModelRow } from '@hg/db'
import { Decimal } from 'decimal.js'
import { countTokens } from '../prompts/tokens.ts'

/** What an answer usually takes, in tokens for each word. */
const tokensPerWord = 1.5

export interface Texts {
  system: string
  user: string
}

/**
 * How large a prompt is, how much of it is the same for the next piece of the same kind, and what a piece by it costs: with the
 * cheapest model that may be used, and with the one that is asked for, or else the middle one by cost.
 *
 * @param next the prompt of another piece
 */
export function measureSize(
  prompt: Texts,
  next: Texts,
  given: { contentType: ContentTypeOrAny; models: readonly ModelRow[]; named?: ModelRow | undefined },
): PromptSize {
  const [system, user] = [countTokens(prompt.system), countTokens(prompt.user)]
  const words = wordCountFor(given.contentType === 'any' ? 'blog_post' : given.contentType)
  const outputTokens = Math.round(((words.min + words.max) / 2) * tokensPerWord)
  const costs = given.models
    .map((model) => ({ model, usd: costOf(model, system + user, outputTokens) }))
    .sort((one, other) => one.usd.cmp(other.usd))
  const middle = costs[Math.floor((costs.length - 1) / 2)]
  const typical = costs.find(({ model }) => model === given.named) ?? middle
  return {
    tokens: system + user,
    system_tokens: system,
    user_tokens: user,
    cacheable_tokens: cacheable(prompt, next),
    output_tokens: outputTokens,
    cheapest: costs[0] ? toCost(costs[0]) : null,
    typical: typical ? toCost(typical) : null,
  }
}

function cacheable(prompt: Texts, next: Texts): number {
  if (prompt.system !== next.system) return countTokens(common(prompt.system, next.system))
  return countTokens(prompt.system) + countTokens(common(prompt.user, next.user))
}

function common(one: string, other: string): string {
  let end = 0
  while (end < one.length && one[end] === other[end]) end++
  return one.slice(0, end)
}

function costOf(model: ModelRow, inputTokens: number, outputTokens: number): Decimal {
  const input = new Decimal(model.input_usd_per_million).mul(inputTokens)
  return input.plus(new Decimal(model.output_usd_per_million).mul(outputTokens)).div(1_000_000)
}

function toCost({ model, usd }: { model: ModelRow; usd: Decimal }) {
  const shown = usd.toDecimalPlaces(6, Decimal.ROUND_UP).toFixed()
  return { provider: model.provider as LlmProvider, model: model.model, usd: shown }
}
