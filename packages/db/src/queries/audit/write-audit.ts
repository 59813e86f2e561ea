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

/** The request that asked for a change. */
export interface AuditedCall {
  requestId: string
  /** IP address; null for work that nobody waits for. */
  address: string | null
}

/**
 * Writes what the transaction changed into the audit, within it: both are there, or neither is. Write it before a
 * change that takes the actor's own access away.
 */
export async function writeAudit(tx: Queryable, call: AuditedCall, change: AuditChange): Promise<void> {
  await writeAudits(tx, call, [change])
}

/** The same for many changes of one call, in one statement. */
export async function writeAudits(tx: Queryable, call: AuditedCall, changes: AuditChange[]): Promise<void> {
  const given = changes.map(({ clientId, action, targetType, targetId, facts = {}, ...details }) => ({
    client_id: clientId,
    action,
    target_type: targetType,
    target_id: targetId,
    facts,
    ...details,
  }))
  await sql`
    with entries as materialized (
      select app.uuid_v7() as id, given.*
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (
        client_id uuid, action text, target_type text, target_id uuid, facts jsonb, label text, before jsonb, after jsonb
      )
    ),
    logged as (
      insert into audit_log (id, client_id, actor, action, target_type, target_id, request_id, facts)
      select id, client_id, app.actor(), action, target_type, target_id, ${call.requestId}, facts from entries
    )
    insert into audit_details (audit_id, chain, label, before, after, address)
    select id, coalesce(client_id, '00000000-0000-0000-0000-000000000000'), label, before, after, ${call.address}
    from entries`.execute(tx)
}
