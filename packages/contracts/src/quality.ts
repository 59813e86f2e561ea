import { z } from 'zod'

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
