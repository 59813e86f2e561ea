import type { ContentTemplate, ContentTemplateUpdate } from '@hg/contracts'
import { type ContentTemplateRow, updateContentTemplate, withTenant, writeAudit } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import { changedFields } from '../clients/changed-fields.ts'
import type { SmmDeps } from '../deps.ts'
import { findOwnTemplate, findTemplate, type TemplateAddress } from './find.ts'
import { presentTemplate, toText } from './present.ts'
import { toTemplateRefusal } from './refusals.ts'

/**
 * Writes a content template anew, as its next version. Jobs that were accepted with it keep it as it was.
 *
 * @throws {AppError} `not_found`, `forbidden`, `unprocessable` for one from above, `conflict` when it is at another
 * version or its new name is taken
 */
export async function changeTemplate(
  deps: SmmDeps,
  ctx: Context,
  address: TemplateAddress,
  { base_version, ...input }: ContentTemplateUpdate,
): Promise<ContentTemplate> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const before = await findOwnTemplate(tx, address)
    const written = await updateContentTemplate(tx, before.id, base_version, toText(input))
    const after = await findTemplate(tx, address)
    if (!written) {
      const stale = { current: presentTemplate(after), yours: input }
      throw new AppError('conflict', 'Somebody else changed this content template in the meantime.', { stale })
    }
    const changes = changedFields(toInput(before), input, { removed: true })
    if (changes) {
      await writeAudit(tx, ctx, {
        clientId: address.id,
        action: 'content_template.changed',
        targetType: 'content_template',
        targetId: before.id,
        label: input.name,
        ...changes,
        facts: { version: after.version },
      })
    }
    return presentTemplate(after)
  }).catch((error: unknown) => {
    throw toTemplateRefusal(error)
  })
}

function toInput({ name, content_types, body }: ContentTemplateRow) {
  return { name, content_types, ...body }
}
