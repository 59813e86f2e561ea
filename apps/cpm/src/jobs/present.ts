import type {
  ContentType,
  GenerateRequest,
  Job,
  JobAttempt,
  JobErrorCode,
  JobResult,
  JobSummary,
  LlmProvider,
  ModelChoice,
  RelatedJob,
} from '@hg/contracts'
import { modelChoice } from '@hg/contracts'
import type { AttemptRow, JobRow, JobSummaryRow, RelatedJobRow, RevisionRow } from '@hg/db'
import { presentFeedback } from './feedback/present.ts'
import type { JobParts } from './read-parts.ts'
import type { StrategySnapshot } from '../strategy/snapshot.ts'
import { cachedFromOf, isBatched, presentReceipt, priceOf } from './present-receipt.ts'
import { trimDecimal } from './trim-decimal.ts'

/** A row as lists show it. */
export function presentSummary(row: JobSummaryRow): JobSummary {
  return {
    id: row.id,
    client_id: row.client_id,
    content_type: row.content_type as ContentType,
    topic: row.topic ?? '',
    title: row.title,
    revision: row.revision,
    status: row.status,
    is_trial: row.is_trial,
    llm_provider: row.llm_provider as LlmProvider,
    provider_model: row.provider_model,
    requested_provider: row.requested_provider as LlmProvider | null,
    requested_model: row.requested_model,
    quality_score: row.quality_score === null ? null : Number(row.quality_score),
    word_count: row.word_count,
    total_tokens: row.total_tokens,
    estimated_cost: orNull(row.estimated_cost),
    error_code: row.error_code as JobErrorCode | null,
    created_at: row.created_at.toISOString(),
    not_before: row.not_before?.toISOString() ?? null,
    waits_for: row.waits_for,
    started_at: row.started_at?.toISOString() ?? null,
    completed_at: row.completed_at?.toISOString() ?? null,
  }
}

/** A row and what hangs on it as `GET /jobs/:id` shows them. */
export function presentJob(row: JobRow, parts: JobParts): Job {
  const snapshot = row.strategy as unknown as StrategySnapshot
  const { waits_for, provider_batch } = presentRest(row, parts)
  return {
    ...presentSummary({ ...row, ...currentPiece(row, parts), waits_for }),
    parameters: row.parameters as Partial<GenerateRequest>,
    error_message: row.error_message,
    input_tokens: row.input_tokens,
    output_tokens: row.output_tokens,
    reserved_usd: trimDecimal(row.reserved_usd),
    result: parts.latest ? resultOf(parts.latest) : (row.result as unknown as JobResult | null),
    attempts: parts.attempts.map(presentAttempt),
    receipt: presentReceipt(row, parts),
    prompt:
      // Of a piece that failed before its prompt was made the version alone is known.
      row.template_id === null || (row.prompt_system === null && row.emptied_at === null)
        ? null
        : {
            template_id: row.template_id,
            version: row.template_version ?? 0,
            name: row.template_name ?? '',
            system: row.prompt_system ?? '',
            user: row.prompt,
          },
    strategy: { id: row.strategy_id, version: row.strategy_version, ...snapshot },
    ...presentRelated(parts.related),
    feedback: parts.feedback.map((entry) => presentFeedback(entry, parts.people)),
    batch: row.batch_id === null ? null : { id: row.batch_id, row: row.batch_row ?? 1 },
    provider_batch,
    created_by: row.created_by,
    updated_at: row.updated_at.toISOString(),
  }
}

/** What an edit makes of a result. */
export function resultOf({ content, title, meta_description, word_count, quality }: RevisionRow): JobResult {
  return { content, title, meta_description, word_count, quality, repairs: [] }
}

function currentPiece(
  row: JobRow,
  { latest }: JobParts,
): Pick<JobSummaryRow, 'revision' | 'title' | 'word_count' | 'quality_score'> {
  if (!latest) {
    const { title, word_count, quality_score } = row
    return { revision: row.result === null ? null : 1, title, word_count, quality_score }
  }
  const { revision, title, word_count, score } = latest
  return { revision, title, word_count, quality_score: String(score) }
}

/** What a pending job waits for. */
function presentRest(row: JobRow, { batchItem }: JobParts): Pick<Job, 'waits_for' | 'provider_batch'> {
  if (row.status !== 'pending') return { waits_for: null, provider_batch: null }
  if (batchItem?.state === 'waiting' || batchItem?.state === 'sent') {
    const provider_batch = {
      provider: batchItem.provider as LlmProvider,
      sent_at: batchItem.sent_at?.toISOString() ?? null,
      expires_at: batchItem.expires_at?.toISOString() ?? null,
    }
    return { waits_for: 'provider_batch', provider_batch }
  }
  return { waits_for: row.awaited_answer === null ? null : 'identical_piece', provider_batch: null }
}

function presentRelated(rows: RelatedJobRow[]): Pick<Job, 'made_from' | 'made_into'> {
  const present = ({ job_id, relation, status, title, created_at }: RelatedJobRow): RelatedJob => ({
    job_id,
    relation,
    status,
    title,
    created_at: created_at.toISOString(),
  })
  const parent = rows.find(({ side }) => side === 'parent')
  return {
    made_from: parent ? present(parent) : null,
    made_into: rows.filter(({ side }) => side === 'child').map(present),
  }
}

function presentAttempt(row: AttemptRow): JobAttempt {
  const price = priceOf(row)
  return {
    attempt: row.attempt,
    purpose: row.purpose as JobAttempt['purpose'],
    provider: row.provider as LlmProvider,
    model_requested: row.model_requested,
    provider_key_id: row.provider_key_id,
    model_used: row.model_used,
    status: row.status as JobAttempt['status'],
    error_class: row.error_class as JobAttempt['error_class'],
    error_message: row.error_message,
    finish_reason: row.finish_reason,
    input_tokens: row.input_tokens,
    output_tokens: row.output_tokens,
    cached_input_tokens: row.cached_input_tokens,
    cache_write_tokens: row.cache_write_tokens,
    reasoning_tokens: row.reasoning_tokens,
    dropped_parameters: row.dropped_parameters,
    choice: toChoice(row.choice),
    cached_from: cachedFromOf(row),
    batched: isBatched(row),
    price: {
      id: row.price_id,
      input_usd_per_million: trimDecimal(price.inputUsdPerMillion),
      output_usd_per_million: trimDecimal(price.outputUsdPerMillion),
      cache_read_usd_per_million: orNull(price.cacheReadUsdPerMillion),
      cache_write_usd_per_million: orNull(price.cacheWriteUsdPerMillion),
      effective_from: row.effective_from.toISOString(),
    },
    cost_usd: orNull(row.amount_usd),
    cost_estimated: row.charge_estimated ?? false,
    started_at: row.started_at.toISOString(),
    ended_at: row.ended_at?.toISOString() ?? null,
  }
}

/** Calls of before it was noted have an empty one. */
function toChoice(choice: unknown): ModelChoice | null {
  const parsed = modelChoice.safeParse(choice)
  return parsed.success ? parsed.data : null
}

function orNull(amount: string | null): string | null {
  return amount === null ? null : trimDecimal(amount)
}
