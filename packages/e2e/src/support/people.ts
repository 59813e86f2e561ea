import type { DemoFile, Role } from '@hg/contracts'
import { type Caller, createCaller } from './caller.ts'
import type { Fetch } from './fetch-from.ts'

export type DemoUser = DemoFile['users'][number]

/** A session cookie, as the browser would keep it. */
export interface SessionCookie {
  name: string
  value: string
}

/** The demo's person with this role at this client itself. */
export function findUser(demo: DemoFile, clientSlug: string, role: Role): DemoUser {
  const user = demo.users.find((one) => one.client_slug === clientSlug && one.role === role)
  if (!user) throw new Error(`the demo has no ${role} of ${clientSlug}`)
  return user
}

/** Signs in as the sign-in form does; null when the two do not belong together. */
export async function signIn(
  frontendUrl: string,
  { email, password, code }: { email: string; password: string; code?: string },
  send: Fetch = fetch,
): Promise<SessionCookie | null> {
  const asked = await send(`${frontendUrl}/api/auth/csrf`)
  const { csrfToken } = (await asked.json()) as { csrfToken: string }
  const answer = await send(`${frontendUrl}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { cookie: cookieHeader(readCookies(asked)), origin: frontendUrl },
    body: new URLSearchParams({ csrfToken, email, password, ...(code === undefined ? {} : { code }), json: 'true' }),
    redirect: 'manual',
  })
  return readCookies(answer).find(({ name }) => name.endsWith('session-token')) ?? null
}

/** Someone who is signed in and calls a service through the front door, as our pages do. */
export function browserCaller(
  frontendUrl: string,
  service: string,
  session: SessionCookie,
  send: Fetch = fetch,
): Caller {
  const headers = { cookie: cookieHeader([session]), origin: frontendUrl }
  return createCaller(`${frontendUrl}/api/${service}`, () => ({ ...headers }), send)
}

function readCookies(response: Response): SessionCookie[] {
  return response.headers.getSetCookie().map((line) => {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1) }
  })
}

function cookieHeader(cookies: SessionCookie[]): string {
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}
