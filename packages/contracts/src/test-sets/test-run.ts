import { z } from 'zod'
import { batch } from '../batch.ts'
import { contentType, jobStatus } from '../enums.ts'
import { llmPreferences } from '../generate.ts'
import { page, usd, uuid } from '../primitives.ts'
import { qualityCheck } from '../quality.ts'
import { testBrief } from './test-set.ts'

const version = z.number().int().positive()

/** `POST /test-sets/:id/runs`: writes every brief with this version, in use or not. */
export const testRunRequest = z
  .strictObject({
    template_id: uuid,
    template_version: version,
    llm: llmPreferences.optional(),
    /** Says what it would cost, and writes nothing. */
    dry_run: z.boolean().optional(),
  })
  .meta({ examples: [{ template_id: '0190a6d8-4b1c-7c3a-9d2e-5f6a7b8c9d0e', template_version: 3 }] })
export type TestRunRequest = z.infer<typeof testRunRequest>

/** Means over the pieces that were written; null where there is none. */
export const testRunFigures = z.object({
  /** Pieces that were written. */
  written: z.number().int().min(0),
  mean_score: z.number().nullable(),
  /** The share of written pieces that passed their checks, 0 to 1. */
  pass_rate: z.number().nullable(),
  mean_cost_usd: usd.nullable(),
  /** From when a piece was begun until it was done, checks and repairs included. */
  mean_seconds: z.number().nullable(),
  mean_input_tokens: z.number().nullable(),
  mean_output_tokens: z.number().nullable(),
})
export type TestRunFigures = z.infer<typeof testRunFigures>

/** A version tried on a test set: an ordinary batch, whose pieces are trials. */
export const testRun = z.object({
  batch,
  test_set_version: version,
  /** `name` as it was called then. */
  template: z.object({ id: uuid, version, name: z.string() }),
  figures: testRunFigures,
})
export type TestRun = z.infer<typeof testRun>

/** `GET /test-sets/:id/runs`, the newest first. */
export const testRunPage = page(testRun)

/** `GET /test-sets/:id/comparison`: two of its runs, by the ids of their batches. */
export const testComparisonQuery = z.strictObject({ a: uuid, b: uuid })
export type TestComparisonQuery = z.infer<typeof testComparisonQuery>

/** What a run made of one brief. */
export const testedPiece = z.object({
  job_id: uuid,
  status: jobStatus,
  title: z.string().nullable(),
  content: z.string().nullable(),
  meta_description: z.string().nullable(),
  word_count: z.number().int().nullable(),
  score: z.number().nullable(),
  passed: z.boolean().nullable(),
  failed_checks: z.array(qualityCheck),
  error_message: z.string().nullable(),
  cost_usd: usd.nullable(),
  seconds: z.number().nullable(),
  input_tokens: z.number().int().nullable(),
  output_tokens: z.number().int().nullable(),
})
export type TestedPiece = z.infer<typeof testedPiece>

/** Two runs side by side, brief by brief; null where a run did not have the brief, or its text was removed since. */
export const testComparison = z.object({
  test_set: z.object({ id: uuid, name: z.string(), content_type: contentType }),
  a: testRun,
  b: testRun,
  rows: z.array(z.object({ brief: testBrief, a: testedPiece.nullable(), b: testedPiece.nullable() })),
})
export type TestComparison = z.infer<typeof testComparison>
