import type { SuggestionWishes } from '@hg/contracts'
import { getPrompt, getPromptVersion, type PromptRow, type PromptVersionTextRow, withTenant } from '@hg/db'
import { requireRoleOf } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'

/** A template, and the text of the version that a suggestion is asked for. */
export interface FoundVersion {
  template: PromptRow
  version: PromptVersionTextRow
}

/**
 * What a suggestion is asked for, as whoever may save a version of it: they read it, and spend what it costs.
 *
 * @throws {AppError} `not_found` for a template or version that is not theirs to read, `forbidden` for too weak a role
 */
export async function findVersion(
  deps: Pick<CpmDeps, 'db'>,
  ctx: Context,
  { template_id, template_version }: SuggestionWishes,
): Promise<FoundVersion> {
  const [template, version] = await withTenant(deps.db, ctx.actor, (tx) =>
    Promise.all([getPrompt(tx, template_id), getPromptVersion(tx, template_id, template_version)]),
  )
  if (!template) throw notFound('template')
  await requireRoleOf(deps.db, ctx.actor, template.client_id, 'member', 'template')
  if (!version) throw notFound('version')
  return { template, version }
}
