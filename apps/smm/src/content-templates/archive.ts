import type { ContentTemplate } from '@hg/contracts'
import { archiveContentTemplate, withTenant, writeAudit } from '@hg/db'
import type { Context } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { findOwnTemplate, findTemplate, type TemplateAddress } from './find.ts'
import { presentTemplate } from './present.ts'
import { toTemplateRefusal } from './refusals.ts'

/**
 * Takes a content template out of use, for the client and for those below it, or back into use. Twice changes nothing.
 *
 * @throws {AppError} `not_found`, `forbidden`, `unprocessable` for one from above, `conflict` when its name is taken by now
 */
export async function setTemplateArchived(
  deps: SmmDeps,
  ctx: Context,
  address: TemplateAddress,
  archive: boolean,
): Promise<ContentTemplate> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const { id, name } = await findOwnTemplate(tx, address)
    if (await archiveContentTemplate(tx, id, archive)) {
      await writeAudit(tx, ctx, {
        clientId: address.id,
        action: archive ? 'content_template.archived' : 'content_template.restored',
        targetType: 'content_template',
        targetId: id,
        label: name,
      })
    }
    return presentTemplate(await findTemplate(tx, address))
  }).catch((error: unknown) => {
    throw toTemplateRefusal(error)
  })
}
