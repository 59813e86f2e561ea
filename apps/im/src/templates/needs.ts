import type { PromptNeeds, PromptNeedsQuery } from '@hg/contracts'
import { promptNeeds, withoutTenant } from '@hg/db'
import { requireHeld } from '@hg/http'
import type { Context } from '@hg/runtime'
import { arrangeVariables } from './arrange-variables.ts'
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
  const asked = { clientId, contentType: content_type, templateId: template_id }
  const { role, serves } = await withoutTenant(deps.db, (tx) => promptNeeds(tx, ctx.actor, asked))
  requireHeld(role, 'viewer', 'client')
  if (!serves) return { serves: null, variables: {} }
  const { template_id: id, version, name, client_id, variables } = serves
  return { serves: { template_id: id, name, version, client_id }, variables: arrangeVariables(variables) }
}
