import type { ApiKey } from '@hg/contracts'
import { listApiKeys, withTenant } from '@hg/db'
import { readIdCursor, requireRole, writeIdCursor } from '@hg/http'
import type { Context } from '@hg/runtime'
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
    const rows = await listApiKeys(tx, client_id, { limit, after: readIdCursor(input.cursor) })
    const items = await presentApiKeys(tx, client_id, rows.slice(0, limit))
    return { items, next_cursor: rows.length > limit ? writeIdCursor(items.at(-1)) : null }
  })
}
