import { z } from 'zod'
import { llmProvider } from './enums.ts'
import { jobExperiment } from './experiments/results.ts'
import { attemptPurpose } from './job-attempt-purpose.ts'
import { revisionSummary } from './job-revision-summary.ts'
import { timestamp, usd, uuid } from './primitives.ts'
import { promptNotes } from './prompts/notes.ts'
import { repairVerdict } from './repair-verdict.ts'

/** A call that was made for another job of the same client, and paid for there. */
export const cachedFrom = z.object({ job_id: uuid, attempt: z.number().int().positive() })
export type CachedFrom = z.infer<typeof cachedFrom>

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
  /** Whether it was made in the provider's batch, for less: the rates are those of batches then. */
  batched: z.boolean(),
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
  /** The call whose answer was used again: then this line costs nothing. Null for a call. */
  cached_from: cachedFrom.nullable(),
  /** False for a call that never reached its provider, or is still under way, and for an answer from the cache. */
  charged: z.boolean(),
  amount_usd: usd,
  /** The provider never said what was used; our own count was charged. */
  estimated: z.boolean(),
})
export type ReceiptLine = z.infer<typeof receiptLine>

/** One round of repair: which checks it was for, the line that it was made by, and what became of it. */
export const receiptRepair = z.object({
  round: z.number().int().positive(),
  /** The line of its call; null where none was made. */
  attempt: z.number().int().positive().nullable(),
  checks: z.array(z.string()),
  taken: z.boolean(),
  verdict: repairVerdict,
  /** The verdict in words. */
  reason: z.string(),
  score_before: z.number(),
  score_after: z.number().nullable(),
})
export type ReceiptRepair = z.infer<typeof receiptRepair>

/** What a job cost, line by line, so that anyone can reckon it again. */
export const receipt = z.object({
  job_id: uuid,
  strategy: z.object({ id: uuid.nullable(), version: z.number().int().nullable() }),
  /** The prompt's template, its version, and what was made of it. Figures are null for pieces of before they were noted. */
  template: promptNotes
    .extend({
      id: uuid,
      version: z.number().int(),
      name: z.string(),
      /** Of the prompt, by our count; and how many it would have had more. */
      tokens: z.number().int().nullable().default(null),
      tokens_saved: z.number().int().nullable().default(null),
    })
    .nullable(),
  /** Which variant of an experiment the template's version was; null without one. */
  experiment: jobExperiment.nullable(),
  lines: z.array(receiptLine),
  /** How the piece did in its checks as it was written; null without a piece. */
  checks: z.object({ score: z.number(), passed: z.boolean(), failed: z.array(z.string()) }).nullable(),
  /** What was mended before the piece was done, in order. */
  repairs: z.array(receiptRepair),
  /** What became of the piece since, in order: number 1 is the text as it was written. Edits cost nothing. */
  revisions: z.array(revisionSummary),
  total_usd: usd,
  /** The part of it that providers never confirmed. */
  estimated_usd: usd,
})
export type Receipt = z.infer<typeof receipt>

/** A kind of tokens on a line: so many of them at a rate. `exact_usd` is their product, not rounded. */
export interface ReceiptPart {
  kind: 'input' | 'cached_input' | 'cache_write' | 'output'
  tokens: number
  usd_per_million: string
  exact_usd: string
}

const rateDigits = 6
const amountDigits = 10
/** A token at a millionth of a dollar per million costs one unit of the last of these digits. */
const exactDigits = rateDigits + 6

/** What a line is made of, from its tokens and rates alone: what was read at the plain rate, from a cache, into one, and what was written. */
export function partsOfLine({ price, ...used }: ReceiptLine): ReceiptPart[] {
  const plain = Math.max(0, used.input_tokens - used.cached_input_tokens - used.cache_write_tokens)
  const part = (kind: ReceiptPart['kind'], tokens: number, rate: string): ReceiptPart => ({
    ...{ kind, tokens, usd_per_million: rate },
    exact_usd: write(exactOf(tokens, rate), exactDigits),
  })
  return [
    part('input', plain, price.input_usd_per_million),
    part('cached_input', used.cached_input_tokens, price.cache_read_usd_per_million),
    part('cache_write', used.cache_write_tokens, price.cache_write_usd_per_million),
    part('output', used.output_tokens, price.output_usd_per_million),
  ]
}

/**
 * Reckons a receipt again from its tokens and rates alone, in whole numbers:
 * ((input - cached - cache writes) x input rate + cached x cache rate + cache writes x write rate + output x output rate) / 10^6,
 * rounded half up at the tenth digit, for each charged line; and their sum.
 */
export function recomputeReceipt({ lines }: Pick<Receipt, 'lines'>): { amounts_usd: string[]; total_usd: string } {
  const amounts = lines.map((line) => (line.charged ? amountOf(line) : 0n))
  return {
    amounts_usd: amounts.map((amount) => write(amount, amountDigits)),
    total_usd: write(
      amounts.reduce((sum, amount) => sum + amount, 0n),
      amountDigits,
    ),
  }
}

function amountOf(line: ReceiptLine): bigint {
  const exact = partsOfLine(line).reduce(
    (sum, { tokens, usd_per_million }) => sum + exactOf(tokens, usd_per_million),
    0n,
  )
  const unit = 10n ** BigInt(exactDigits - amountDigits)
  return (exact + unit / 2n) / unit
}

function exactOf(tokens: number, rate: string): bigint {
  return BigInt(tokens) * read(rate, rateDigits)
}

function read(amount: string, digits: number): bigint {
  const [whole = '0', part = ''] = amount.split('.')
  return BigInt(whole + part.padEnd(digits, '0').slice(0, digits))
}

function write(amount: bigint, digits: number): string {
  const text = amount.toString().padStart(digits + 1, '0')
  const part = text.slice(-digits).replace(/0+$/, '')
  return text.slice(0, -digits) + (part && `.${part}`)
}
