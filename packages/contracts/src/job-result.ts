import { z } from 'zod'
import { piecePlace, qualityCheckId, qualityReport } from './quality.ts'
import { repairVerdict } from './repair-verdict.ts'

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
