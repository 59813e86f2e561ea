import { z } from 'zod'
import { timestamp, uuid } from './primitives.ts'

/**
 * What is kept for a time. `content`: prompts, briefs and texts of ended jobs (what they cost stays). `events`: their
 * history. `audit`: what audited changes held and where they came from (that they happened stays).
 */
export const retentionKind = z.enum(['content', 'events', 'audit'])
export type RetentionKind = z.infer<typeof retentionKind>

const days = (least: number) =>
  z
    .number({ error: 'must be a number of days, or null to keep the rule from above' })
    .int()
    .min(least, `must be at least ${least} days`)
    .max(3650, 'must be at most 3650 days')
    .nullable()
    .optional()

/** `PUT /clients/:id/retention`: the client's own rules; null takes one back, so that the one from above holds. */
export const putRetentionRequest = z
  .strictObject({ content: days(1), events: days(1), audit: days(30) })
  .refine((rules) => Object.keys(rules).length > 0, { error: 'must name at least one of content, events, audit' })
export type PutRetentionRequest = z.infer<typeof putRetentionRequest>

/** One rule as it holds. `days` null keeps for ever; `own` is false for one from above. */
export const retentionRule = z.object({
  kind: retentionKind,
  days: z.number().int().nullable(),
  own: z.boolean(),
  /** Who set it; null where nobody did, or somebody that the caller may not see. */
  client: z.object({ id: uuid, name: z.string() }).nullable(),
})

/** `GET /clients/:id/retention`: the rules that hold, and what the last purges removed. */
export const retention = z.object({
  rules: z.array(retentionRule),
  purges: z.array(
    z.object({ kind: retentionKind, removed: z.number().int(), cutoff: timestamp, purged_at: timestamp }),
  ),
})
export type Retention = z.infer<typeof retention>
