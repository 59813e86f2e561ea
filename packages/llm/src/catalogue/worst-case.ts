import { Decimal } from 'decimal.js'
import { noUsage } from '../usage.ts'
import { costUsd, greatestUsd } from './cost.ts'
import type { Price } from './model.ts'

/**
 * How far another provider's count may pass ours, and what it puts around a prompt (roles, a schema). Anthropic's newest
 * tokenizer counts up to 1.35 times as much, by its own documentation.
 */
const tokenizerMargin = 1.4
const tokensAround = 600

/** A call by its size: the prompt's tokens by our count, and the most that it may write. */
export interface CallSize {
  promptTokens: number
  maxOutputTokens: number
}

/**
 * What a call costs at most, in US dollars: the provider counts more than we do, everything is written to its cache, and
 * the whole allowance is used.
 */
export function worstCaseUsd({ promptTokens, maxOutputTokens }: CallSize, price: Price): string {
  const inputTokens = Math.ceil(promptTokens * tokenizerMargin) + tokensAround
  const usage = { ...noUsage, inputTokens, outputTokens: maxOutputTokens }
  return greatestUsd(costUsd(usage, price), costUsd({ ...usage, cacheWriteTokens: inputTokens }, price))
}

/** The most tokens that a call may write when it must not cost more than what is left; less than 1 when it must not be made. */
export function affordableOutputTokens(promptTokens: number, leftUsd: string, price: Price): number {
  const prompt = worstCaseUsd({ promptTokens, maxOutputTokens: 0 }, price)
  const perMillion = new Decimal(worstCaseUsd({ promptTokens, maxOutputTokens: 1_000_000 }, price)).minus(prompt)
  const left = new Decimal(leftUsd).minus(prompt)
  if (left.isNegative()) return 0
  if (perMillion.isZero()) return Number.MAX_SAFE_INTEGER
  return left.div(perMillion).mul(1_000_000).floor().toNumber()
}
