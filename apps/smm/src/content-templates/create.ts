import type { ContentTemplate, ContentTemplateInput } from '@hg/contracts'
import { insertContentTemplate, withTenant, writeAudit } from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { findTemplate } from './find.ts'
import { presentTemplate, toText } from './present.ts'
import { toTemplateRefusal } from './refusals.ts'

/**
 * Adds a content template to a client.
 *
 * @throws {AppError} `not_found`, `forbidden`, `conflict` when the client has one of this name
 */
export async function createTemplate(
  deps: SmmDeps,
  ctx: Context,
  clientId: string,
  input: ContentTemplateInput,
): Promise<ContentTemplate> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'admin', 'client')
    const templateId = await insertContentTemplate(tx, clientId, toText(input))
    await writeAudit(tx, ctx, {
      clientId,
      action: 'content_template.created',
      targetType: 'content_template',
      targetId: templateId,
      label: input.name,
      after: input,
    })
    return presentTemplate(await findTemplate(tx, { id: clientId, templateId }))
  }).catch((error: unknown) => {
    throw toTemplateRefusal(error)
  })
}
