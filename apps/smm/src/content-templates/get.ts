import type { ContentTemplate, ContentTemplateVersion } from '@hg/contracts'
import { listContentTemplateVersions, withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { findTemplate, type TemplateAddress } from './find.ts'
import { presentTemplate, presentVersion } from './present.ts'

/** A content template that the client may use. @throws {AppError} `not_found` */
export async function readTemplate(deps: SmmDeps, ctx: Context, address: TemplateAddress): Promise<ContentTemplate> {
  return presentTemplate(await withTenant(deps.db, ctx.actor, (tx) => findTemplate(tx, address)))
}

/**
 * The versions of a content template, the newest first. Of one from above only those whom that client concerns see them:
 * for others the list is empty.
 *
 * @throws {AppError} `not_found`
 */
export async function listTemplateVersions(
  deps: SmmDeps,
  ctx: Context,
  address: TemplateAddress,
): Promise<{ items: ContentTemplateVersion[] }> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const { client_id, id } = await findTemplate(tx, address)
    return { items: (await listContentTemplateVersions(tx, client_id, id)).map(presentVersion) }
  })
}
