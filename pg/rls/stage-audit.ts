import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { askOne } from './stage-row.ts'

/** A sealed row of a client's audit with its details, a bare one, one of its template's activation, and who wrote them. */
export async function stageAudit(admin: Client, clientId: string, templateId: string) {
  const one = askOne(admin)
  const { id: auditorId } = await one<{ id: string }>(
    `insert into users (email, name, password_hash) values ($1, 'Auditor', 'none') returning id`,
    [`${randomUUID()}@stage.example`],
  )
  await admin.query(`select set_config('app.actor', $1, false)`, [`user:${auditorId}`])
  const insert = `insert into audit_log (client_id, action, target_type) values ($1, 'stage.set', 'stage') returning id, chain`
  const bare = await one<{ id: string }>(insert, [clientId])
  const sealed = await one<{ id: string }>(
    `with entry as (${insert}), details as (insert into audit_details (audit_id, chain) select id, chain from entry)
     select id from entry`,
    [clientId],
  )
  await admin.query(
    `insert into audit_seals (chain, seq, audit_id, content_digest, address_digest, hash)
     values ($1, 1, $2, $3, $3, $3)`,
    [clientId, sealed.id, Buffer.alloc(32)],
  )
  await admin.query(
    `insert into audit_log (client_id, action, target_type, target_id, facts)
     values ($1, 'prompt.activated', 'prompt', $2, '{"version": 1, "from_version": null}')`,
    [clientId, templateId],
  )
  await admin.query('delete from audit_unsealed where audit_id = $1', [sealed.id])
  await admin.query(`select set_config('app.actor', '', false)`)
  return { auditId: sealed.id, bareAuditId: bare.id, auditorId }
}
