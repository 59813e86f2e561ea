import { z } from 'zod'
import { qualityReport } from './quality.ts'
import { revisionNumber, revisionSummary } from './job-revision-summary.ts'
import { text, uuid } from './primitives.ts'
import { maxPieceLength } from './rewrite.ts'

/** What can be changed of a piece. */
const pieceText = {
  title: text().trim().max(300).nullable(),
  meta_description: text().trim().max(1000).nullable(),
  /** Markdown, without the title and the meta description. */
  content: text().min(1, 'must not be empty').max(maxPieceLength),
}

/** `POST /jobs/:id/revisions`: the piece as it is to be from now on. `base_version` is the revision that was edited. */
export const revisionRequest = z
  .strictObject({
    ...pieceText,
    note: text().trim().min(1).max(500).optional(),
    base_version: revisionNumber,
  })
  .meta({
    examples: [
      {
        title: 'Teaching waves with wireless sensors',
        meta_description: 'Three lessons on waves that need no cables.',
        content: 'Waves are seen before they are measured.\n\n## The first lesson\n\n…',
        note: 'Shorter title',
        base_version: 1,
      },
    ],
  })
export type RevisionRequest = z.infer<typeof revisionRequest>

/** `POST /jobs/:id/revisions/:number/restore`. */
export const restoreRequest = z.strictObject({ base_version: revisionNumber }).meta({ examples: [{ base_version: 3 }] })
export type RestoreRequest = z.infer<typeof restoreRequest>

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
  from: revisionNumber,
  to: revisionNumber,
  title: z.array(stretch),
  meta_description: z.array(stretch),
  content: z.array(stretch),
})
export type RevisionDiff = z.infer<typeof revisionDiff>
