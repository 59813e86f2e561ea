import { type Member, type MemberPage, uuid } from '@hg/contracts'
import { listMembers, type MemberPlace, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context } from '@hg/runtime'
import { z } from 'zod'
import type { SmmDeps } from '../deps.ts'
import { presentMember } from './present.ts'

/**
 * Who has a role on a client, and where from. Everybody who has one may know; addresses are for admins.
 *
 * @throws {AppError} `not_found`, `invalid_request` for a cursor that is none
 */
export async function listClientMembers(
  deps: SmmDeps,
  ctx: Context,
  input: {
    client_id: string
    limit: number
    cursor?: string | undefined
    scope?: 'direct' | 'inherited' | undefined
  },
): Promise<MemberPage> {
  const { client_id, limit, scope } = input
  const after = input.cursor === undefined ? undefined : readCursor(input.cursor)
  const rows = await withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, client_id, 'viewer', 'client')
    return listMembers(tx, client_id, { limit, scope, after })
  })
  if (!rows) throw wrongCursor('names somebody who is no longer there: begin again')
  const items = rows.slice(0, limit).map(presentMember)
  return { items, next_cursor: rows.length > limit ? writeCursor(items.at(-1)) : null }
}

/** The cursor names the last row: a person, and the client that their role was given on. */
function writeCursor(last: Member | undefined): string | null {
  return last ? `${last.user_id}.${last.client_id}` : null
}

function readCursor(cursor: string): MemberPlace {
  const parsed = z.tuple([uuid, uuid]).safeParse(cursor.split('.'))
  if (!parsed.success) throw wrongCursor('must be the next_cursor of an earlier answer')
  const [userId, viaId] = parsed.data
  return { userId, viaId }
}

function wrongCursor(message: string): AppError {
  return new AppError('invalid_request', undefined, { fields: [{ path: 'query.cursor', message }] })
}
