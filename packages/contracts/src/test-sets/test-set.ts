import { z } from 'zod'
import { contentType } from '../enums.ts'
import { generateRequest } from '../generate.ts'
import { page, pageQuery, text, timestamp, uuid } from '../primitives.ts'

export const maxTestBriefs = 50

/**
 * What a piece is asked for with, each time that a version is tried on it. `taken_from` names the piece of a client below that it was
 * taken from: it stays as long as that piece's text does and that client is below, and so does what is written from it.
 */
export const testBrief = generateRequest
  .pick({ topic: true, keywords: true, brief: true, variables: true })
  .extend({ taken_from: z.strictObject({ job_id: uuid, client_id: uuid }).optional() })
export type TestBrief = z.infer<typeof testBrief>

/** A text that is the same for briefs that ask for the same. */
export function testBriefKey({ topic, keywords = [], brief = '', variables = {} }: TestBrief): string {
  const values = Object.entries(variables).sort(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify([topic, keywords, brief, values])
}

const shared = {
  name: text().trim().min(1, 'must not be empty').max(120),
  content_type: contentType,
  briefs: z
    .array(testBrief)
    .max(maxTestBriefs, `must have at most ${maxTestBriefs} briefs`)
    .refine((briefs) => new Set(briefs.map(testBriefKey)).size === briefs.length, {
      error: 'must have each brief once',
    })
    .default([]),
  /** Pieces of the client, or of one below it, whose topics, keywords and briefs are added behind; each brief once. */
  job_ids: z.array(uuid).max(maxTestBriefs).optional(),
}

/** `POST /clients/:id/test-sets`. Briefs and imported pieces together: at least one, and 50 at most. */
export const testSetInput = z.strictObject(shared)
export type TestSetInput = z.infer<typeof testSetInput>

/** `PUT /test-sets/:id`: all of it anew; `base_version` is the one that was seen. */
export const testSetUpdate = z.strictObject({ ...shared, base_version: z.number().int().positive() })
export type TestSetUpdate = z.infer<typeof testSetUpdate>

/** A test set in a list. */
export const testSetSummary = z.object({
  id: uuid,
  client_id: uuid,
  name: z.string(),
  content_type: contentType,
  version: z.number().int().positive(),
  size: z.number().int().positive(),
  runs: z.number().int().min(0),
  created_at: timestamp,
  updated_at: timestamp,
})
export type TestSetSummary = z.infer<typeof testSetSummary>

/** `GET /clients/:id/test-sets`, the newest first. */
export const testSetListQuery = pageQuery
export type TestSetListQuery = z.infer<typeof testSetListQuery>
export const testSetPage = page(testSetSummary)

export const testSet = testSetSummary.extend({ briefs: z.array(testBrief) })
export type TestSet = z.infer<typeof testSet>
