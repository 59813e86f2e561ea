import { type ContentTemplate, type ContentTemplateQuery, servesType } from '@hg/contracts'
import { lineageContentTemplates, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { presentTemplate } from './present.ts'

/**
 * The content templates that a client may use, by name: its own, and those of the clients above it.
 *
 * @param query.include `archived` lists the client's own archived ones too
 * @throws {AppError} `not_found`
 */
export async function listTemplates(
  deps: SmmDeps,
  ctx: Context,
  clientId: string,
  { content_type, include }: ContentTemplateQuery,
): Promise<{ items: ContentTemplate[] }> {
  const rows = await withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'viewer', 'client')
    return lineageContentTemplates(tx, clientId)
  })
  const wanted = rows.filter(
    (row) =>
      (content_type === undefined || servesType(row, content_type)) &&
      (row.archived_at === null || include === 'archived'),
  )
  return { items: wanted.map(presentTemplate) }
}
