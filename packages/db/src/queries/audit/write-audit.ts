import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** One change, for the audit. Who made it, and in which role, the database reads from the transaction itself. */
export interface AuditChange {
  /** The client that the thing belongs to; null for what concerns a person without any client. */
  clientId: string | null
  /** `<thing>.<what was done to it>`: `client.renamed`, `api_key.revoked`. */
  action: `${string}.${string}`
  targetType: string
  targetId: string | null
  /** The target's name, for people who read. */
  label?: string
  /** What changed, as it was and as it is. Never a secret: not a password, a key, a token or a hash of one. */
  before?: object
  after?: object
  /** Ids and figures that an erasure may leave. */
  facts?: Record<string, string | number | boolean | null | string[]>
}

/**
 * Writes what the transaction changed into the audit, within it: both are there, or neither is. Write it before a
 * change that takes the actor's own access away.
 *
 * @param call the request that asked for it
 */
export async function writeAudit(
  tx: Queryable,
  call: { requestId: string; address: string | null },
  change: AuditChange,
): Promise<void> {
  const { clientId, action, targetType, targetId, label = null, before, after, facts = {} } = change
  await sql`
    with entry as materialized (select app.uuid_v7() as id),
    logged as (
      insert into audit_log (id, client_id, actor, action, target_type, target_id, request_id, facts)
      select id, ${clientId}::uuid, app.actor(), ${action}, ${targetType}, ${targetId}::uuid, ${call.requestId},
        ${JSON.stringify(facts)}::jsonb
      from entry
    )
    insert into audit_details (audit_id, chain, label, before, after, address)
    select id, coalesce(${clientId}::uuid, '00000000-0000-0000-0000-000000000000'), ${label}, ${json(before)}::jsonb,
      ${json(after)}::jsonb, ${call.address}
    from entry`.execute(tx)
}

function json(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value)
}
