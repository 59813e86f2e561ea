import { Decimal } from 'decimal.js'
import type { Usage } from '../types.ts'
import { noUsage } from '../usage.ts'
import type { Price } from './model.ts'

// Enough digits that no sum of prices is ever rounded on the way.
const Exact = Decimal.clone({ precision: 60 })

/** Digits after the point: what the contracts and the database hold. */
const digits = 10

/**
 * What a usage costs, in US dollars, as a decimal string. Exact; a price with more than four decimals may need more than
 * ten digits and is rounded half up there. The longest tier that the input exceeds holds for the whole call; a tier that
 * is silent on cache charges its own input price.
 */
export function costUsd(usage: Usage, price: Price): string {
  const rates = ratesFor(price, usage.inputTokens)
  const plainInput = Math.max(0, usage.inputTokens - usage.cachedInputTokens - usage.cacheWriteTokens)
  return new Exact(rates.input)
    .mul(plainInput)
    .add(new Exact(rates.cacheRead).mul(usage.cachedInputTokens))
    .add(new Exact(rates.cacheWrite).mul(usage.cacheWriteTokens))
    .add(new Exact(rates.output).mul(usage.outputTokens))
    .div(1_000_000)
    .toDecimalPlaces(digits, Decimal.ROUND_HALF_UP)
    .toFixed()
}

/**
 * What a call costs at most: the whole allowance is written, and nothing is read from a cache; the input may be written to
 * one, where that costs more. US dollars, a decimal string.
 */
export function estimateCost(call: { inputTokens: number; maxOutputTokens: number; price: Price }): string {
  const usage = { ...noUsage, inputTokens: call.inputTokens, outputTokens: call.maxOutputTokens }
  const { input, cacheWrite } = ratesFor(call.price, call.inputTokens)
  const isDearerToWrite = new Exact(cacheWrite).gt(input)
  return costUsd(isDearerToWrite ? { ...usage, cacheWriteTokens: call.inputTokens } : usage, call.price)
}

/** Adds amounts of US dollars, exactly. */
export function sumUsd(amounts: readonly string[]): string {
  return amounts.reduce((sum, amount) => sum.add(amount), new Exact(0)).toFixed()
}

/** An amount of US dollars times a factor, rounded half up to so many digits after the point. */
export function scaleUsd(amount: string, factor: number, digitsAfterPoint = digits): string {
  return new Exact(amount).mul(factor).toDecimalPlaces(digitsAfterPoint, Decimal.ROUND_HALF_UP).toFixed()
}

/** The least and the greatest of amounts. */
export function leastUsd(...amounts: [string, ...string[]]): string {
  return Exact.min(...amounts).toFixed()
}
export function greatestUsd(...amounts: [string, ...string[]]): string {
  return Exact.max(...amounts).toFixed()
}

/** What holds for one call, US dollars per million tokens. */
export interface Rates {
  /** The tier that holds; null without one. */
  overContextTokens: number | null
  input: string
  output: string
  cacheRead: string
  cacheWrite: string
}

/** The rates that hold for a call with an input of this size. */
export function ratesFor(price: Price, inputTokens: number): Rates {
  const tier = price.tiers
    .filter((candidate) => inputTokens > candidate.overContextTokens)
    .reduce(
      (a, b) => (a && a.overContextTokens > b.overContextTokens ? a : b),
      undefined as Price['tiers'][0] | undefined,
    )
  if (tier) {
    const input = tier.inputUsdPerMillion
    return {
      overContextTokens: tier.overContextTokens,
      input,
      output: tier.outputUsdPerMillion,
      cacheRead: tier.cacheReadUsdPerMillion ?? input,
      cacheWrite: input,
    }
  }
  const input = price.inputUsdPerMillion
  return {
    overContextTokens: null,
    input,
    output: price.outputUsdPerMillion,
    cacheRead: price.cacheReadUsdPerMillion ?? input,
    cacheWrite: price.cacheWriteUsdPerMillion ?? input,
  }
}
