import { type InvitePage, uuid } from '@hg/contracts'
import { listInvites, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { presentInvite } from './present.ts'

/**
 * A client's invites that nobody accepted yet, newest first. For its admins.
 *
 * @throws {AppError} `not_found`, `forbidden`, `invalid_request` for a cursor that is none
 */
export async function listClientInvites(
  deps: SmmDeps,
  ctx: Context,
  input: { client_id: string; limit: number; cursor?: string | undefined },
): Promise<InvitePage> {
  const { client_id, limit } = input
  const before = readCursor(input.cursor)
  const rows = await withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, client_id, 'admin', 'client')
    return listInvites(tx, client_id, { limit, before })
  })
  const items = rows.slice(0, limit).map((row) => presentInvite(row, new Date()))
  return { items, next_cursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** The cursor is the last invite's id. */
function readCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const parsed = uuid.safeParse(cursor)
  if (parsed.success) return parsed.data
  throw new AppError('invalid_request', undefined, {
    fields: [{ path: 'query.cursor', message: 'must be the next_cursor of an earlier answer' }],
  })
}
