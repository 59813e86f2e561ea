import { exportOwn, listSessions, withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import type { Readable } from 'node:stream'
import type { SmmDeps } from '../deps.ts'
import { readMe } from '../me/get.ts'
import { zipStream } from './zip.ts'

/**
 * Everything that is kept of the acting person: profile and roles, sessions, what they asked for, what they were told,
 * and what they changed as far as they may see it. For people only.
 *
 * @throws {AppError} `not_found` for an actor that is no person
 */
export async function exportMe(deps: SmmDeps, ctx: Context): Promise<Readable> {
  const profile = await readMe(deps, ctx)
  const { sessions, own } = await withTenant(
    deps.db,
    ctx.actor,
    async (tx) => ({ sessions: await listSessions(tx), own: await exportOwn(tx) }),
    { snapshot: true },
  )
  const files = {
    profile,
    sessions,
    requests: own.requests,
    changes: own.changes,
    addresses: own.addresses,
    notifications: own.notifications,
    notification_preferences: own.preferences,
  }
  return zipStream(
    (async function* () {
      for (const [name, content] of Object.entries(files)) {
        const text = await Promise.resolve(`${JSON.stringify(content, null, 2)}\n`)
        yield {
          name: `${name}.json`,
          text: async function* () {
            yield await Promise.resolve(text)
          },
        }
      }
    })(),
  )
}
