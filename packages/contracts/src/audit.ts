import { z } from 'zod'
import { role } from './enums.ts'
import { page, pageQuery, text, timestamp, uuid } from './primitives.ts'

/** Who made a change. `name` is null for those whose name the reader may not see, or who are no more. */
export const auditActor = z.object({
  kind: z.enum(['user', 'key', 'client', 'visitor']),
  id: uuid,
  name: z.string().nullable(),
  /** The role that they acted in. */
  role: role.nullable(),
})

/** One change. `before` and `after` hold what changed; null once an erasure has emptied them. */
export const auditEntry = z.object({
  id: uuid,
  client_id: uuid.nullable(),
  client_name: z.string().nullable(),
  actor: auditActor,
  action: z.string(),
  target: z.object({ type: z.string(), id: uuid.nullable(), label: z.string().nullable() }),
  before: z.unknown().nullable(),
  after: z.unknown().nullable(),
  facts: z.record(z.string(), z.unknown()),
  request_id: z.string().nullable(),
  address: z.string().nullable(),
  /** Whether an erasure has emptied the details. */
  emptied: z.boolean(),
  /** The link in its client's chain; null for a moment, until it is sealed. */
  seal: z.number().int().positive().nullable(),
  created_at: timestamp,
})
export type AuditEntryView = z.infer<typeof auditEntry>

/** What an audit is searched by. `action` may be a whole action or its beginning (`member`). */
export const auditFilter = z.strictObject({
  /** False lists the client's own changes only, not those below it. */
  below: z.stringbool().default(true),
  actor: z
    .string()
    .regex(/^(user|key|client|visitor):[0-9a-f-]{36}$/, 'must be an actor, such as user:<id>')
    .optional(),
  action: z
    .string()
    .regex(/^[a-z_]+(\.[a-z_]+)?$/, 'must be an action, such as member.added, or its beginning')
    .max(80)
    .optional(),
  target_id: uuid.optional(),
  q: text().trim().min(1).max(200).optional(),
  from: timestamp.optional(),
  to: timestamp.optional(),
})
export type AuditFilter = z.infer<typeof auditFilter>

/** `GET /clients/:id/audit`: newest first. */
export const auditQuery = auditFilter.extend(pageQuery.shape)
export type AuditQuery = z.infer<typeof auditQuery>
export const auditPage = page(auditEntry)

/** `GET /clients/:id/audit/export`: everything that the filter finds, one JSON object a line or CSV. */
export const auditExportQuery = auditFilter.extend({ format: z.enum(['jsonl', 'csv']).default('jsonl') })
export type AuditExportQuery = z.infer<typeof auditExportQuery>

/** `GET /clients/:id/audit/head`: the last link of the client's chain, to be kept elsewhere as a proof. */
export const auditHead = z.object({ chain: uuid, seq: z.string(), hash: z.string() })
export type AuditHead = z.infer<typeof auditHead>
