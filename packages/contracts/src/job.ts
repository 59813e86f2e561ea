import { z } from 'zod'
import { contentTemplateSnapshot } from './content-template.ts'
import { contentType, jobStatus, llmProvider } from './enums.ts'
import { jobErrorCode } from './errors.ts'
import { generateRequest } from './generate.ts'
import { jobAttempt } from './job-attempt.ts'
import { feedbackEntry } from './job-feedback.ts'
import { jobResult } from './job-result.ts'
import { pageQuery, text, timestamp, usd, uuid } from './primitives.ts'
import { receipt } from './receipt.ts'
import { rewrite } from './rewrite.ts'
import { strategyConfiguration } from './strategy/configuration.ts'
import { strategyLayer } from './strategy/effective.ts'

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
  /** It tries a version of a template on a test set: no production. */
  is_trial: z.boolean().default(false),
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
  /** Why a pending job rests: another job of the client's is having the very same request answered, or its batch is not done. */
  waits_for: z.enum(['identical_piece', 'provider_batch']).nullable(),
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
      /** The test set that a version was tried on with it; absent for a piece that is no trial. */
      trial: z.object({ test_set_id: uuid }).optional(),
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
