import type { AuditEntryView, AuditFilter, AuditQuery } from '@hg/contracts'
import { type AuditRow, listAudit, withTenant } from '@hg/db'
import { readIdCursor, requireRole, writeIdCursor } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'

/**
 * What was changed at a client and below it, newest first. For its admins.
 *
 * @throws {AppError} `not_found`, `forbidden`, `invalid_request` for a cursor that is none
 */
export async function searchAudit(
  deps: SmmDeps,
  ctx: Context,
  input: AuditQuery & { client_id: string },
): Promise<{ items: AuditEntryView[]; next_cursor: string | null }> {
  const { client_id, cursor, ...filter } = input
  const before = readIdCursor(cursor)
  const rows = await withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, client_id, 'admin', 'client')
    return listAudit(tx, client_id, { ...filter, before })
  })
  const items = rows.slice(0, filter.limit).map(presentAudit)
  return { items, next_cursor: rows.length > filter.limit ? writeIdCursor(items.at(-1)) : null }
}

const rowsAtOnce = 500

/**
 * Everything that a filter finds, a page at a time: an export of any length needs no memory. The first page is read at
 * once, so that a refusal comes before the first byte.
 */
export async function exportAudit(
  deps: SmmDeps,
  ctx: Context,
  clientId: string,
  filter: AuditFilter,
): Promise<AsyncIterable<AuditEntryView>> {
  const read = (before?: string) =>
    withTenant(deps.db, ctx.actor, async (tx) => {
      await requireRole(tx, clientId, 'admin', 'client')
      return listAudit(tx, clientId, { ...filter, before, limit: rowsAtOnce })
    })
  let rows = await read()
  return (async function* () {
    for (;;) {
      const shown = rows.slice(0, rowsAtOnce)
      for (const row of shown) yield presentAudit(row)
      if (rows.length <= rowsAtOnce) return
      rows = await read(shown.at(-1)?.id)
    }
  })()
}

function presentAudit(row: AuditRow): AuditEntryView {
  const [kind = '', id = ''] = row.actor.split(':')
  return {
    id: row.id,
    client_id: row.client_id,
    client_name: row.client_name,
    actor: { kind: kind as AuditEntryView['actor']['kind'], id, name: row.actor_name, role: row.actor_role },
    action: row.action,
    target: { type: row.target_type, id: row.target_id, label: row.label },
    before: row.before,
    after: row.after,
    facts: row.facts,
    request_id: row.request_id,
    address: row.address,
    emptied: row.emptied,
    seal: row.seal === null ? null : Number(row.seal),
    created_at: row.created_at.toISOString(),
  }
}
