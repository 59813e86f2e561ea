import 'server-only'
import { cookies } from 'next/headers'
import { getToken } from 'next-auth/jwt'
import { env } from '#env.ts'

/** Who is signed in, as the session cookie says. */
export interface SessionUser {
  id: string
  name: string
  email: string
}

/** Reads the session cookie of the current request; null without a valid one. Cookies only: no bearer tokens. */
export async function sessionUser(): Promise<SessionUser | null> {
  const jar = Object.fromEntries((await cookies()).getAll().map(({ name, value }) => [name, value]))
  const token = await getToken({
    req: { cookies: jar, headers: {} } as Parameters<typeof getToken>[0]['req'],
    secret: env().sessionSecret,
    secureCookie: env().NEXTAUTH_URL.startsWith('https://'),
  })
  if (!token?.sub) return null
  return { id: token.sub, name: token.name ?? '', email: token.email ?? '' }
}

/** The signed-in user's id, for the door. */
export async function sessionUserId(): Promise<string | null> {
  return (await sessionUser())?.id ?? null
}
