import type { EndedSessions, Session, SessionList } from '@hg/contracts'
import { endSessions, getMe, listSessions, type Queryable, withTenant, writeAudit } from '@hg/db'
import { type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { describeDevice } from './describe-device.ts'

/** Where the acting person is signed in, the latest first. Throws `not_found` for an actor that is no person. */
export async function listOwnSessions(deps: SmmDeps, ctx: Context): Promise<SessionList> {
  const rows = await withTenant(deps.db, ctx.actor, async (tx) => {
    await requirePerson(tx)
    return listSessions(tx)
  })
  const items = rows.map(({ user_agent, ...row }): Session => ({
    ...row,
    ...describeDevice(user_agent),
    current: row.id === ctx.sessionId,
    created_at: row.created_at.toISOString(),
    last_seen_at: row.last_seen_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
  }))
  return { items }
}

/**
 * Ends sessions of the acting person: one, or all but the present one. They are refused everywhere within 60 s, open
 * streams included.
 *
 * @param input.session_id without it, all others
 * @throws {AppError} `not_found` for a session that is not theirs, and for an actor that is no person
 */
export async function endOwnSessions(
  deps: SmmDeps,
  ctx: Context,
  input: { session_id?: string },
): Promise<EndedSessions> {
  const { session_id } = input
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requirePerson(tx)
    const ended = await endSessions(tx, session_id === undefined ? { except: ctx.sessionId } : { only: session_id })
    if (session_id !== undefined && ended.length === 0) throw notFound('session')
    if (ended.length > 0)
      await writeAudit(tx, ctx, {
        clientId: null,
        action: 'session.ended',
        targetType: 'person',
        targetId: ctx.actor.id,
        facts: { sessions: ended },
      })
    return { ended: ended.length }
  })
}

/** Keys, clients and those whose account is gone have no sessions to speak of. */
async function requirePerson(tx: Queryable): Promise<void> {
  if (!(await getMe(tx))) throw notFound('person')
}
