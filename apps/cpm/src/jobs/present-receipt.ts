import type {
  CachedFrom,
  JobResult,
  LlmProvider,
  Receipt,
  ReceiptLine,
  ReceiptRepair,
  RevisionSummary,
  VariantKey,
} from '@hg/contracts'
import { promptNotes } from '@hg/contracts'
import type { AttemptRow, JobRow } from '@hg/db'
import { type Price, ratesFor, scalePrice, sumUsd } from '@hg/llm'
import { toPrice } from '../catalogue/to-price.ts'
import type { JobParts } from './read-parts.ts'
import { presentRevisionSummary } from './revisions/present.ts'
import { trimDecimal } from './trim-decimal.ts'

/** What a job cost, line by line, from what was stored with each call; and what was made of its piece. */
export function presentReceipt(
  row: JobRow,
  parts: Pick<JobParts, 'attempts' | 'edits' | 'people' | 'experimentName'>,
): Receipt {
  const lines = parts.attempts.map(toLine)
  const result = row.result as unknown as JobResult | null
  const quality = result?.quality
  return {
    job_id: row.id,
    strategy: { id: row.strategy_id, version: row.strategy_version },
    template: presentPrompt(row),
    experiment: presentExperiment(row, parts.experimentName),
    lines,
    checks: quality
      ? {
          score: quality.score,
          passed: quality.passed,
          failed: quality.checks.filter(({ passed }) => !passed).map(({ id }) => id),
        }
      : null,
    // Results of before there were repairs have none.
    repairs: (result?.repairs ?? []).map(toRepair),
    revisions: result ? toRevisions(row, result, parts) : [],
    total_usd: sumUsd(lines.map(({ amount_usd }) => amount_usd)),
    estimated_usd: sumUsd(lines.filter(({ estimated }) => estimated).map(({ amount_usd }) => amount_usd)),
  }
}

function presentPrompt(row: JobRow): Receipt['template'] {
  if (row.template_id === null) return null
  return {
    ...promptNotes.parse(row.prompt_notes ?? {}),
    ...{ id: row.template_id, version: row.template_version ?? 0, name: row.template_name ?? '' },
    ...{ tokens: row.prompt_tokens, tokens_saved: row.prompt_tokens_saved },
  }
}

function presentExperiment({ experiment_id, experiment_variant }: JobRow, name: string | null): Receipt['experiment'] {
  if (experiment_id === null || experiment_variant === null) return null
  return { id: experiment_id, variant: experiment_variant as VariantKey, name }
}

/** The call whose answer an attempt used again; null for a call. */
export function cachedFromOf({ cached_from_job_id, cached_from_attempt }: AttemptRow): CachedFrom | null {
  if (cached_from_job_id === null || cached_from_attempt === null) return null
  return { job_id: cached_from_job_id, attempt: cached_from_attempt }
}

/** Whether a call was made in its provider's batch. */
export function isBatched({ price_factor }: AttemptRow): boolean {
  return Number(price_factor) !== 1
}

/** What a call was charged by: its price row, or what batches cost of it. */
export function priceOf(row: AttemptRow): Price {
  return scalePrice(toPrice({ ...row, id: row.price_id }), row.price_factor)
}

function toLine(row: AttemptRow): ReceiptLine {
  const rates = ratesFor(priceOf(row), row.input_tokens ?? 0)
  return {
    attempt: row.attempt,
    purpose: row.purpose as ReceiptLine['purpose'],
    provider: row.provider as LlmProvider,
    model_requested: row.model_requested,
    model_used: row.model_used,
    status: row.status,
    at: row.started_at.toISOString(),
    input_tokens: row.input_tokens ?? 0,
    output_tokens: row.output_tokens ?? 0,
    cached_input_tokens: row.cached_input_tokens ?? 0,
    cache_write_tokens: row.cache_write_tokens ?? 0,
    reasoning_tokens: row.reasoning_tokens ?? 0,
    dropped_parameters: row.dropped_parameters,
    batched: isBatched(row),
    price: {
      id: row.price_id,
      effective_from: row.effective_from.toISOString(),
      source: row.source,
      over_context_tokens: rates.overContextTokens,
      input_usd_per_million: trimDecimal(rates.input),
      output_usd_per_million: trimDecimal(rates.output),
      cache_read_usd_per_million: trimDecimal(rates.cacheRead),
      cache_write_usd_per_million: trimDecimal(rates.cacheWrite),
    },
    cached_from: cachedFromOf(row),
    charged: row.amount_usd !== null,
    amount_usd: row.amount_usd === null ? '0' : trimDecimal(row.amount_usd),
    estimated: row.charge_estimated ?? false,
  }
}

function toRepair({ segments: _, ...round }: JobResult['repairs'][number]): ReceiptRepair {
  return round
}

/** The text as it was written, then its edits. */
function toRevisions(
  row: JobRow,
  { title, word_count, quality }: JobResult,
  { edits, people }: Pick<JobParts, 'edits' | 'people'>,
): RevisionSummary[] {
  const { score, passed } = quality
  const written = {
    ...{ number: 1, title, word_count, score, passed },
    ...{ note: null, restored_from: null, created_by: null, created_at: row.completed_at ?? row.updated_at },
  }
  const edited = edits.toReversed().map(({ revision, ...edit }) => ({ number: revision, ...edit }))
  return [written, ...edited].map((revision) => presentRevisionSummary(revision, people))
}
