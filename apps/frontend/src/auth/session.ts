import 'server-only'
import { seeSession, withoutTenant } from '@hg/db'
import { createLogger } from '@hg/runtime'
import { cookies, headers } from 'next/headers'
import { getToken } from 'next-auth/jwt'
import { env } from '#env.ts'
import { browserAddress } from '#server/browser-address.ts'
import { authDatabase } from './database.ts'
import { createLiveness, type Liveness } from './liveness.ts'

/** Who is signed in, as the session cookie says. */
export interface SessionUser {
  id: string
  name: string
  email: string
  sessionId: string
}

let liveness: Liveness | undefined

function theLiveness(): Liveness {
  liveness ??= createLiveness({
    see: (session, address) => withoutTenant(authDatabase(), (tx) => seeSession(tx, { ...session, address })),
  })
  return liveness
}

/** Reads the session cookie of the current request; null without a valid one. Cookies only: no bearer tokens. */
async function cookieUser(): Promise<SessionUser | null> {
  const jar = Object.fromEntries((await cookies()).getAll().map(({ name, value }) => [name, value]))
  const token = await getToken({
    req: { cookies: jar, headers: {} } as Parameters<typeof getToken>[0]['req'],
    secret: env().sessionSecret,
    secureCookie: env().NEXTAUTH_URL.startsWith('https://'),
  })
  if (!token?.sub || typeof token.sid !== 'string') return null
  return { id: token.sub, name: token.name ?? '', email: token.email ?? '', sessionId: token.sid }
}

/** Whether a session lives, as known within the last 15 s. Throws when that cannot be known. */
export function sessionLives(
  user: Pick<SessionUser, 'id' | 'sessionId'>,
  address: string | null = null,
): Promise<boolean> {
  return theLiveness().isLive({ id: user.sessionId, userId: user.id }, address)
}

/**
 * Who is signed in, for the door: null without a session, and for one that ended.
 *
 * @throws {AppError} `unavailable` when the sessions cannot be read
 */
export async function liveUser(): Promise<SessionUser | null> {
  const user = await cookieUser()
  if (!user) return null
  return (await sessionLives(user, browserAddress(await headers(), env().TRUSTED_HOPS))) ? user : null
}

/**
 * Who is signed in, for pages: as for the door, but that a page stays while sessions cannot be read. It shows nothing that
 * did not come through the door.
 */
export async function sessionUser(): Promise<SessionUser | null> {
  try {
    return await liveUser()
  } catch (err) {
    createLogger({ service: 'frontend', level: env().LOG_LEVEL }).warn({ err }, 'sessions cannot be read')
    return cookieUser()
  }
}
