import { z } from 'zod'
import { text, timestamp } from './primitives.ts'

export const feedbackRating = z.enum(['up', 'down'])
export type FeedbackRating = z.infer<typeof feedbackRating>

/** `PUT /jobs/:id/feedback`: what the caller says of the piece, in place of what they said before. */
export const feedbackRequest = z
  .strictObject({
    rating: feedbackRating,
    comment: text().trim().min(1).max(2000).optional(),
  })
  .meta({ examples: [{ rating: 'up', comment: 'The second section is what we needed.' }] })
export type FeedbackRequest = z.infer<typeof feedbackRequest>

/** What one person or key says of a piece. */
export const feedbackEntry = z.object({
  actor: z.string(),
  /** Their name; null for keys, and for who has no role here any more. */
  name: z.string().nullable(),
  /** Whether it is the caller's own. */
  mine: z.boolean(),
  rating: feedbackRating,
  comment: z.string().nullable(),
  /** The revision that they looked at. */
  revision: z.number().int().positive(),
  updated_at: timestamp,
})
export type FeedbackEntry = z.infer<typeof feedbackEntry>
