import { z } from 'zod'
import { llmProvider } from './enums.ts'
import { attemptPurpose } from './job-attempt-purpose.ts'
import { timestamp, usd, uuid } from './primitives.ts'

/** One call on a receipt: what was asked of whom, what it used, at which price, and what that comes to. */
export const receiptLine = z.object({
  attempt: z.number().int().positive(),
  purpose: attemptPurpose,
  provider: llmProvider,
  model_requested: z.string(),
  model_used: z.string().nullable(),
  status: z.string(),
  at: timestamp,
  /** Everything that was read and written; 0 for a call that was not charged. */
  input_tokens: z.number().int(),
  output_tokens: z.number().int(),
  /** Parts of what was read, at their own rates. */
  cached_input_tokens: z.number().int(),
  cache_write_tokens: z.number().int(),
  /** A part of what was written, at the same rate. */
  reasoning_tokens: z.number().int(),
  dropped_parameters: z.array(z.string()),
  price: z.object({
    id: uuid,
    effective_from: timestamp,
    /** Whose list it is, and of when. */
    source: z.string(),
    /** The tier that held: for inputs of more than so many tokens. Null: the plain price. */
    over_context_tokens: z.number().int().nullable(),
    /** US dollars per million tokens, as they held for this call. */
    input_usd_per_million: usd,
    output_usd_per_million: usd,
    cache_read_usd_per_million: usd,
    cache_write_usd_per_million: usd,
  }),
  /** False for a call that never reached its provider, or is still under way. */
  charged: z.boolean(),
  amount_usd: usd,
  /** The provider never said what was used; our own count was charged. */
  estimated: z.boolean(),
})
export type ReceiptLine = z.infer<typeof receiptLine>

/** What a job cost, line by line, so that anyone can reckon it again. */
export const receipt = z.object({
  job_id: uuid,
  strategy: z.object({ id: uuid.nullable(), version: z.number().int().nullable() }),
  template: z.object({ id: uuid, version: z.number().int(), name: z.string() }).nullable(),
  lines: z.array(receiptLine),
  /** How the piece did in its checks; null without a piece. */
  checks: z.object({ score: z.number(), passed: z.boolean(), failed: z.array(z.string()) }).nullable(),
  total_usd: usd,
  /** The part of it that providers never confirmed. */
  estimated_usd: usd,
})
export type Receipt = z.infer<typeof receipt>

const rateDigits = 6
const amountDigits = 10

/**
 * Reckons a receipt again from its tokens and rates alone, in whole numbers:
 * ((input - cached - cache writes) x input rate + cached x cache rate + cache writes x write rate + output x output rate) / 10^6,
 * rounded half up at the tenth digit, for each charged line; and their sum.
 */
export function recomputeReceipt({ lines }: Pick<Receipt, 'lines'>): { amounts_usd: string[]; total_usd: string } {
  const amounts = lines.map((line) => (line.charged ? amountOf(line) : 0n))
  return {
    amounts_usd: amounts.map((amount) => write(amount)),
    total_usd: write(amounts.reduce((sum, amount) => sum + amount, 0n)),
  }
}

function amountOf({ price, ...used }: ReceiptLine): bigint {
  const plain = Math.max(0, used.input_tokens - used.cached_input_tokens - used.cache_write_tokens)
  const parts: [number, string][] = [
    [plain, price.input_usd_per_million],
    [used.cached_input_tokens, price.cache_read_usd_per_million],
    [used.cache_write_tokens, price.cache_write_usd_per_million],
    [used.output_tokens, price.output_usd_per_million],
  ]
  // In units of 10^-12 dollars: a token at a millionth of a dollar per million.
  const exact = parts.reduce((sum, [tokens, rate]) => sum + BigInt(tokens) * read(rate, rateDigits), 0n)
  const unit = 10n ** BigInt(rateDigits + 6 - amountDigits)
  return (exact + unit / 2n) / unit
}

function read(amount: string, digits: number): bigint {
  const [whole = '0', part = ''] = amount.split('.')
  return BigInt(whole + part.padEnd(digits, '0').slice(0, digits))
}

function write(amount: bigint): string {
  const text = amount.toString().padStart(amountDigits + 1, '0')
  const part = text.slice(-amountDigits).replace(/0+$/, '')
  return text.slice(0, -amountDigits) + (part && `.${part}`)
}
