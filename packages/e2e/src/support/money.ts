import type { JobAttempt } from '@hg/contracts'

/** Dollars are held to ten digits after the point. */
const digits = 10

/** An amount such as `0.0125`, as a whole number of 1e-10 dollars. */
export function toUnits(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.')
  return BigInt(whole + fraction.padEnd(digits, '0').slice(0, digits))
}

/** What an attempt costs by its tokens and its price, rounded half up, in 1e-10 dollars. */
export function costUnits(attempt: JobAttempt): bigint {
  const { price } = attempt
  const [cached, written] = [BigInt(attempt.cached_input_tokens ?? 0), BigInt(attempt.cache_write_tokens ?? 0)]
  const perMillion =
    (BigInt(attempt.input_tokens ?? 0) - cached - written) * toUnits(price.input_usd_per_million) +
    cached * toUnits(price.cache_read_usd_per_million ?? price.input_usd_per_million) +
    written * toUnits(price.cache_write_usd_per_million ?? price.input_usd_per_million) +
    BigInt(attempt.output_tokens ?? 0) * toUnits(price.output_usd_per_million)
  return (perMillion + 500_000n) / 1_000_000n
}

/** The sum of what the attempts were charged, in 1e-10 dollars. */
export function chargedUnits(attempts: JobAttempt[]): bigint {
  return attempts.reduce((sum, { cost_usd }) => sum + toUnits(cost_usd ?? '0'), 0n)
}
