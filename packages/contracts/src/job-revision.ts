import { z } from 'zod'
import { qualityReport } from './job.ts'
import { text, timestamp, uuid } from './primitives.ts'
import { maxPieceLength } from './rewrite.ts'

const version = z.number().int().positive()

/** What can be changed of a piece. */
const pieceText = {
  title: text().trim().max(300).nullable(),
  meta_description: text().trim().max(1000).nullable(),
  /** Markdown, without the title and the meta description. */
  content: text().min(1, 'must not be empty').max(maxPieceLength),
}

/** `POST /jobs/:id/revisions`: the piece as it is to be from now on. `base_version` is the revision that was edited. */
export const revisionRequest = z.strictObject({
  ...pieceText,
  note: text().trim().min(1).max(500).optional(),
  base_version: version,
})
export type RevisionRequest = z.infer<typeof revisionRequest>

/** `POST /jobs/:id/revisions/:number/restore`. */
export const restoreRequest = z.strictObject({ base_version: version })
export type RestoreRequest = z.infer<typeof restoreRequest>

/** One revision as lists show it. Number 1 is the text as it was written; it has no author. */
export const revisionSummary = z.object({
  number: version,
  title: z.string().nullable(),
  word_count: z.number().int().min(0),
  score: z.number(),
  passed: z.boolean(),
  note: z.string().nullable(),
  restored_from: version.nullable(),
  created_by: z.string().nullable(),
  /** Their name; null for keys, and for who has no role here any more. */
  author: z.string().nullable(),
  created_at: timestamp,
})
export type RevisionSummary = z.infer<typeof revisionSummary>

/** `GET /jobs/:id/revisions`: all of them, the newest first. */
export const revisionList = z.object({ items: z.array(revisionSummary) })

/** `GET /jobs/:id/revisions/:number`. */
export const revision = revisionSummary.extend({
  job_id: uuid,
  meta_description: z.string().nullable(),
  content: z.string(),
  quality: qualityReport,
})
export type Revision = z.infer<typeof revision>

const stretch = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })

/** `GET /jobs/:id/revisions/diff`: where two revisions differ, line by line; texts that are the same have one stretch. */
export const revisionDiffQuery = z.strictObject({
  from: z.coerce.number().int().positive(),
  to: z.coerce.number().int().positive(),
})
export const revisionDiff = z.object({
  from: version,
  to: version,
  title: z.array(stretch),
  meta_description: z.array(stretch),
  content: z.array(stretch),
})
export type RevisionDiff = z.infer<typeof revisionDiff>
