import { type ApiKey, uuid } from '@hg/contracts'
import { listApiKeys, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { presentApiKeys } from './present.ts'

/**
 * A client's own API keys, newest first, ended ones too. For its admins.
 *
 * @throws {AppError} `not_found`, `forbidden`, `invalid_request` for a cursor that is none
 */
export async function listClientApiKeys(
  deps: SmmDeps,
  ctx: Context,
  input: { client_id: string; limit: number; cursor?: string | undefined },
): Promise<{ items: ApiKey[]; next_cursor: string | null }> {
  const { client_id, limit } = input
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, client_id, 'admin', 'client')
    const rows = await listApiKeys(tx, client_id, { limit, after: readCursor(input.cursor) })
    const items = await presentApiKeys(tx, client_id, rows.slice(0, limit))
    return { items, next_cursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
  })
}

/** The cursor is the last key's id. */
function readCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const parsed = uuid.safeParse(cursor)
  if (parsed.success) return parsed.data
  throw new AppError('invalid_request', undefined, {
    fields: [{ path: 'query.cursor', message: 'must be the next_cursor of an earlier answer' }],
  })
}
