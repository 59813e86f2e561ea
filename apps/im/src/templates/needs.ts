import type { PromptNeeds, PromptNeedsQuery } from '@hg/contracts'
import { lineageTemplate, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { TemplateDeps } from './deps.ts'

/**
 * What a request of a client may say to the template that serves its content type, or to the one it names: the variables of
 * the version in use, never its text, which may be another client's.
 *
 * @throws {AppError} `not_found` for a client that is not the caller's to see
 */
export async function readPromptNeeds(
  deps: TemplateDeps,
  ctx: Context,
  clientId: string,
  { content_type, template_id }: PromptNeedsQuery,
): Promise<PromptNeeds> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'viewer', 'client')
    const found = await lineageTemplate(tx, clientId, content_type, template_id)
    if (!found) return { serves: null, variables: {} }
    const { version, name, client_id, variables } = found
    return { serves: { template_id: found.template_id, name, version, client_id }, variables }
  })
}
