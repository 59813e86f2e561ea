import { z } from 'zod'
import { modelChoice } from './choice.ts'
import { contentTemplateSnapshot } from './content-template.ts'
import { contentType, jobStatus, llmProvider } from './enums.ts'
import { jobErrorCode } from './errors.ts'
import { generateRequest } from './generate.ts'
import { attemptPurpose } from './job-attempt-purpose.ts'
import { feedbackEntry } from './job-feedback.ts'
import { pageQuery, text, timestamp, usd, uuid } from './primitives.ts'
import { cachedFrom, receipt } from './receipt.ts'
import { repairVerdict } from './repair-verdict.ts'
import { rewrite } from './rewrite.ts'
import { strategyConfiguration } from './strategy/configuration.ts'
import { strategyLayer } from './strategy/effective.ts'

/** The checks of a piece, in the order in which they are told. */
export const qualityCheckId = z.enum([
  'readable',
  'complete',
  'language',
  'word_count',
  'title_length',
  'meta_length',
  'sections',
  'structure',
  'headings',
  'keywords',
  'secondary_keywords',
  'keyword_density',
  'must_include',
  'banned_phrases',
  'terms',
  'internal_links',
  'disclaimers',
  'call_to_action',
  'reading_level',
  'placeholders',
  'markdown',
  'repetition',
  'duplicate',
])
export type QualityCheckId = z.infer<typeof qualityCheckId>

/** Where a part of a piece stands. */
export const piecePlace = z.enum(['title', 'meta_description', 'content'])
export type PiecePlace = z.infer<typeof piecePlace>

/** A passage of the stored text, in UTF-16 units; `quote` is what stands there (cut at 300), `note` what is wrong with it. */
export const evidenceSpan = z.object({
  where: piecePlace,
  start: z.number().int().min(0),
  end: z.number().int().min(0),
  quote: z.string(),
  note: z.string().nullable(),
})
export type EvidenceSpan = z.infer<typeof evidenceSpan>

/**
 * One deterministic check of a piece. `expected` and `actual` are for people; `evidence` quotes the offending text with
 * its surroundings, or says what is missing; `spans` says where it stands. Pieces checked before there were spans have none.
 */
export const qualityCheck = z.object({
  id: qualityCheckId,
  label: z.string(),
  passed: z.boolean(),
  severity: z.enum(['error', 'warning']),
  expected: z.string(),
  actual: z.string(),
  evidence: z.array(z.string()),
  spans: z.array(evidenceSpan).default([]),
})
export type QualityCheck = z.infer<typeof qualityCheck>

/**
 * Score 0 to 100, see `docs/decisions/0012-a-score-for-pieces.md`. `passed`: no error and at least the strategy's
 * min_score. `left_out`: checks that the strategy asks for and that could not be made, and why.
 */
export const qualityReport = z.object({
  score: z.number().min(0).max(100),
  passed: z.boolean(),
  /** The strategy's own; absent from older reports. */
  min_score: z.number().min(0).max(100).default(0),
  checks: z.array(qualityCheck),
  left_out: z.array(z.object({ id: qualityCheckId, label: z.string(), why: z.string() })).default([]),
})
export type QualityReport = z.infer<typeof qualityReport>

/** A passage that a repair wrote anew (or put in, where `before` is empty). Both places are `where`'s text before and after. */
export const repairSegment = z.object({
  number: z.number().int().positive(),
  where: piecePlace,
  start: z.number().int().min(0),
  end: z.number().int().min(0),
  checks: z.array(qualityCheckId),
  before: z.string(),
  /** Null where the answer brought nothing for it, and it stayed as it was. */
  after: z.string().nullable(),
})
export type RepairSegment = z.infer<typeof repairSegment>

/** One round of repair: what it was for, what it changed, and whether the piece took it. */
export const repairRound = z.object({
  round: z.number().int().positive(),
  /** The call that made it; null where none was made. */
  attempt: z.number().int().positive().nullable(),
  checks: z.array(qualityCheckId),
  segments: z.array(repairSegment),
  taken: z.boolean(),
  verdict: repairVerdict,
  /** The verdict in words. */
  reason: z.string(),
  score_before: z.number(),
  /** Null where there was nothing to check. */
  score_after: z.number().nullable(),
})
export type RepairRound = z.infer<typeof repairRound>

/** What was written: Markdown without the title and the meta description, which stand beside it. */
export const jobResult = z.object({
  content: z.string(),
  title: z.string().nullable(),
  meta_description: z.string().nullable(),
  word_count: z.number().int().min(0),
  quality: qualityReport,
  /** What was mended after the first check; absent from older results. */
  repairs: z.array(repairRound).default([]),
})
export type JobResult = z.infer<typeof jobResult>

/** One call to a provider. Tokens are null where the provider never said and nothing was estimated. */
export const jobAttempt = z.object({
  attempt: z.number().int().positive(),
  purpose: attemptPurpose,
  provider: llmProvider,
  model_requested: z.string(),
  /** The client's own key that the call was made with, or one from above; null for the platform's. */
  provider_key_id: uuid.nullable(),
  model_used: z.string().nullable(),
  status: z.enum(['started', 'succeeded', 'failed', 'aborted', 'lost']),
  error_class: z.enum(['same_again', 'other_provider', 'give_up']).nullable(),
  error_message: z.string().nullable(),
  finish_reason: z.string().nullable(),
  input_tokens: z.number().int().nullable(),
  output_tokens: z.number().int().nullable(),
  cached_input_tokens: z.number().int().nullable(),
  cache_write_tokens: z.number().int().nullable(),
  reasoning_tokens: z.number().int().nullable(),
  dropped_parameters: z.array(z.string()),
  /** Why it went to this model; null where nobody chose, and for calls of before this was noted. */
  choice: modelChoice.nullable(),
  /** The call whose answer was used again, from the cache: then nothing was called, and it costs nothing. Null for a call. */
  cached_from: cachedFrom.nullable(),
  /** Whether it was made in the provider's batch, for less: the prices are those of batches then. */
  batched: z.boolean(),
  price: z.object({
    id: uuid,
    input_usd_per_million: usd,
    output_usd_per_million: usd,
    /** Null: what is read from, or written to, the provider's cache costs what other input costs. */
    cache_read_usd_per_million: usd.nullable(),
    cache_write_usd_per_million: usd.nullable(),
    effective_from: timestamp,
  }),
  cost_usd: usd.nullable(),
  cost_estimated: z.boolean(),
  started_at: timestamp,
  ended_at: timestamp.nullable(),
})
export type JobAttempt = z.infer<typeof jobAttempt>

/** A job as lists show it. */
export const jobSummary = z.object({
  id: uuid,
  client_id: uuid,
  content_type: contentType,
  topic: z.string(),
  title: z.string().nullable(),
  /** The revision that title, score and words are of: 1 is the text as it was written. Null while there is none. */
  revision: z.number().int().positive().nullable(),
  status: jobStatus,
  llm_provider: llmProvider,
  provider_model: z.string().nullable(),
  /** What was asked for, or chosen, when the job was accepted; null for jobs of before this was noted. */
  requested_provider: llmProvider.nullable(),
  requested_model: z.string().nullable(),
  quality_score: z.number().nullable(),
  word_count: z.number().int().nullable(),
  total_tokens: z.number().int().nullable(),
  estimated_cost: usd.nullable(),
  error_code: jobErrorCode.nullable(),
  created_at: timestamp,
  /** When it may begin at the earliest; null: as soon as there is room. */
  not_before: timestamp.nullable(),
  started_at: timestamp.nullable(),
  completed_at: timestamp.nullable(),
})
export type JobSummary = z.infer<typeof jobSummary>

/** How a job comes from another: the same request again, or its piece written anew. */
export const jobRelation = z.enum(['retry', 'regenerate'])
export type JobRelation = z.infer<typeof jobRelation>

/** A job that another one was made from, or into. */
export const relatedJob = z.object({
  job_id: uuid,
  relation: jobRelation,
  status: jobStatus,
  title: z.string().nullable(),
  created_at: timestamp,
})
export type RelatedJob = z.infer<typeof relatedJob>

/** `GET /jobs/:id`: the row, what was written, and everything that went into it. */
export const job = jobSummary.extend({
  /** The request, its gaps filled from the content template that it named, which stands beside it as it was. */
  parameters: generateRequest
    .omit({ client_id: true, content_type: true })
    .partial()
    .extend({
      content_template: contentTemplateSnapshot.optional(),
      /** What it writes anew, without the text. */
      rewrite: rewrite.omit({ content: true }).optional(),
    }),
  error_message: z.string().nullable(),
  input_tokens: z.number().int().nullable(),
  output_tokens: z.number().int().nullable(),
  reserved_usd: usd,
  /** The latest revision of what was written. */
  result: jobResult.nullable(),
  attempts: z.array(jobAttempt),
  receipt,
  prompt: z
    .object({ template_id: uuid, version: z.number().int(), name: z.string(), system: z.string(), user: z.string() })
    .nullable(),
  strategy: z.object({
    id: uuid.nullable(),
    version: z.number().int().nullable(),
    layers: z.array(strategyLayer),
    effective: strategyConfiguration,
  }),
  /** The job that this one repeats or writes anew. */
  made_from: relatedJob.nullable(),
  /** The jobs that repeat this one or write it anew, the newest first, 50 at most. */
  made_into: z.array(relatedJob),
  /** What people and keys say of it, the newest first, 100 at most. */
  feedback: z.array(feedbackEntry),
  /** The batch that it belongs to, and which of its items it is for, from 1. */
  batch: z.object({ id: uuid, row: z.number().int().positive() }).nullable(),
  /** Why a pending job rests: another job of the client's is having the very same request answered, or its batch is not done. */
  waits_for: z.enum(['identical_piece', 'provider_batch']).nullable(),
  /** The provider's batch that a pending job is in. `sent_at` is null while company is waited for. */
  provider_batch: z
    .object({ provider: llmProvider, sent_at: timestamp.nullable(), expires_at: timestamp.nullable() })
    .nullable(),
  created_by: z.string(),
  updated_at: timestamp,
})
export type Job = z.infer<typeof job>

/** `GET /jobs`: filters, newest first. */
export const jobListQuery = pageQuery.extend({
  client_id: uuid.optional(),
  status: jobStatus.optional(),
  content_type: contentType.optional(),
  llm_provider: llmProvider.optional(),
  /** The jobs of a batch that count, in the order of its items. */
  batch_id: uuid.optional(),
  q: text().trim().min(1).max(200).optional(),
  created_after: timestamp.optional(),
  created_before: timestamp.optional(),
})
export type JobListQuery = z.infer<typeof jobListQuery>
