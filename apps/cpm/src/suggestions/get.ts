import type { PromptSuggestion, SuggestionList, SuggestionListQuery } from '@hg/contracts'
import { getPrompt, getSuggestion, type JobRow, listSuggestions, withTenant } from '@hg/db'
import { readIdCursor, requireRole, writeIdCursor } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { presentSuggestion, presentSuggestionSummary } from './present.ts'

/** One suggestion with its text. Throws `not_found`, also for a job that is none. */
export async function readSuggestion(deps: Pick<CpmDeps, 'db'>, ctx: Context, id: string): Promise<PromptSuggestion> {
  return presentSuggestion(await findSuggestion(deps, ctx, id))
}

/** A suggestion's job. Throws `not_found`. */
export async function findSuggestion(deps: Pick<CpmDeps, 'db'>, ctx: Context, id: string): Promise<JobRow> {
  const row = await withTenant(deps.db, ctx.actor, (tx) => getSuggestion(tx, id))
  if (!row) throw notFound('suggestion')
  return row
}

/** The suggestions for a template, newest first. Throws `not_found` for one that the actor may not read. */
export async function searchSuggestions(
  deps: Pick<CpmDeps, 'db'>,
  ctx: Context,
  { template_id, cursor, limit }: SuggestionListQuery,
): Promise<SuggestionList> {
  const before = readIdCursor(cursor)
  const rows = await withTenant(deps.db, ctx.actor, async (tx) => {
    const template = await getPrompt(tx, template_id)
    if (!template) throw notFound('template')
    await requireRole(tx, template.client_id, 'viewer', 'template')
    return listSuggestions(tx, { clientId: template.client_id, templateId: template_id }, { before, limit })
  })
  const items = rows.slice(0, limit).map(presentSuggestionSummary)
  return { items, next_cursor: rows.length > limit ? writeIdCursor(items.at(-1)) : null }
}
