import { productionLabel, type PromptMove, type PromptMoveList } from '@hg/contracts'
import { listPromptMoves, type PromptMoveRow, withTenant } from '@hg/db'
import { readIdCursor, writeIdCursor } from '@hg/http'
import type { Context } from '@hg/runtime'
import { z } from 'zod'
import type { TemplateDeps } from './deps.ts'
import { findPrompt } from './find.ts'

/**
 * When the labels of a template were moved and by whom, `production` too, newest first. For its own people: those who read it from
 * below are not told who did what.
 *
 * @throws {AppError} `not_found` for a template of a client that is not the caller's to see; `invalid_request` for a cursor that
 * is none
 */
export async function listMoves(
  deps: TemplateDeps,
  ctx: Context,
  id: string,
  query: { limit: number; cursor?: string | undefined },
): Promise<PromptMoveList> {
  const before = readIdCursor(query.cursor)
  const rows = await withTenant(deps.db, ctx.actor, async (tx) => {
    await findPrompt(tx, id, 'viewer')
    return listPromptMoves(tx, id, { limit: query.limit, before })
  })
  const items = rows.slice(0, query.limit).map(presentMove)
  return { items, next_cursor: rows.length > query.limit ? writeIdCursor(items.at(-1)) : null }
}

const version = z.number().int().positive().nullable().catch(null)
/** What the audit says of a move. Taken away: from its version to nowhere. */
const facts = z.object({
  label: z.string().catch(productionLabel),
  version,
  from_version: version,
  experiment_id: z.uuid().nullable().catch(null),
})

function presentMove(row: PromptMoveRow): PromptMove {
  const said = facts.parse(row.facts)
  const isGone = row.action === 'prompt.deactivated' || row.action === 'prompt.label_removed'
  return {
    id: row.id,
    label: said.label,
    version: isGone ? null : said.version,
    from_version: isGone ? said.version : said.from_version,
    by: row.actor.startsWith('user:') ? { actor: row.actor, name: row.name } : null,
    experiment_id: said.experiment_id,
    moved_at: row.created_at.toISOString(),
  }
}
