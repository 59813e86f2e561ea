import { z } from 'zod'
import { timestamp } from './primitives.ts'

export const revisionNumber = z.number().int().positive()

/** One revision as lists show it. Number 1 is the text as it was written; it has no author. */
export const revisionSummary = z.object({
  number: revisionNumber,
  title: z.string().nullable(),
  word_count: z.number().int().min(0),
  score: z.number(),
  passed: z.boolean(),
  note: z.string().nullable(),
  restored_from: revisionNumber.nullable(),
  created_by: z.string().nullable(),
  /** Their name; null for keys, and for who has no role here any more. */
  author: z.string().nullable(),
  created_at: timestamp,
})
export type RevisionSummary = z.infer<typeof revisionSummary>
