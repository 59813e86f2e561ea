import type { AuditFilter, Role } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface AuditRow {
  id: string
  client_id: string | null
  client_name: string | null
  actor: string
  actor_role: Role | null
  actor_name: string | null
  action: string
  target_type: string
  target_id: string | null
  label: string | null
  before: unknown
  after: unknown
  facts: Record<string, unknown>
  request_id: string | null
  address: string | null
  emptied: boolean
  seal: string | null
  created_at: Date
}

/**
 * A client's audit and that of the clients below it, newest first, one more than `limit` when there is a next page.
 * Names are those of today.
 *
 * @param filter.before only rows with a smaller id (the cursor)
 */
export async function listAudit(
  tx: Queryable,
  clientId: string,
  filter: AuditFilter & { before?: string | undefined; limit: number },
): Promise<AuditRow[]> {
  const pattern = filter.q === undefined ? null : `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
  const action = filter.action ?? null
  const { rows } = await sql<AuditRow>`
    with found as materialized (
      select l.*, d.label, d.before, d.after, d.address, d.emptied_at is not null as emptied
      from audit_log l
      left join audit_details d on d.audit_id = l.id
      where l.chain = any (array(
          select c.descendant_id from client_closure c
          where c.ancestor_id = ${clientId} and (${filter.below} or c.depth = 0)))
        and (${filter.before ?? null}::uuid is null or l.id < ${filter.before ?? null}::uuid)
        and (${filter.actor ?? null}::text is null or l.actor = ${filter.actor ?? null})
        and (${action}::text is null or l.action = ${action} or starts_with(l.action, ${action} || '.'))
        and (${filter.target_id ?? null}::uuid is null or l.target_id = ${filter.target_id ?? null}::uuid)
        and (${filter.from ?? null}::timestamptz is null or l.id >= app.uuid_floor(${filter.from ?? null}::timestamptz))
        and (${filter.to ?? null}::timestamptz is null or l.id < app.uuid_floor(${filter.to ?? null}::timestamptz))
        and (${pattern}::text is null or l.action ilike ${pattern} or d.label ilike ${pattern}
          or d.before::text ilike ${pattern} or d.after::text ilike ${pattern})
      order by l.id desc
      limit ${filter.limit + 1}
    )
    select f.id, f.client_id, c.name as client_name, f.actor, f.actor_role, coalesce(p.name, k.name, a.name) as actor_name,
      f.action, f.target_type, f.target_id, f.label, f.before, f.after, f.facts, f.request_id, f.address, f.emptied,
      s.seq as seal, f.created_at
    from found f
    left join clients c on c.id = f.client_id
    left join audit_seals s on s.audit_id = f.id
    left join app.audit_people(array(
      select distinct split_part(actor, ':', 2)::uuid from found where actor like 'user:%')) p on f.actor = 'user:' || p.id
    left join api_keys k on f.actor = 'key:' || k.id
    left join clients a on f.actor = 'client:' || a.id
    order by f.id desc`.execute(tx)
  return rows
}
