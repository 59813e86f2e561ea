import { mostReachedClients, type PromptReach } from '@hg/contracts'
import { promptReach, withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import type { TemplateDeps } from './deps.ts'
import { findPrompt } from './find.ts'

/**
 * Whose pieces a template is for while it is in use. Of a partial: nobody's, it serves by the templates that render it.
 *
 * @throws {AppError} `not_found` for one that is not the caller's to see
 */
export async function readPromptReach(deps: TemplateDeps, ctx: Context, id: string): Promise<PromptReach> {
  const rows = await withTenant(deps.db, ctx.actor, async (tx) => {
    const { kind } = await findPrompt(tx, id, 'viewer')
    return kind === 'partial' ? [] : promptReach(tx, id)
  })
  const reached = rows.filter(({ content_types }) => content_types.length > 0)
  return {
    clients: reached.length,
    others: rows.length - reached.length,
    items: reached.slice(0, mostReachedClients),
  }
}
