import { type DemoFile, memberPage, type Role, sentInvite } from '@hg/contracts'
import { randomBytes } from 'node:crypto'
import { type Caller, createCaller } from './caller.ts'
import type { Fetch } from './fetch-from.ts'
import { browserCaller, type SessionCookie, signIn } from './people.ts'

/** Somebody who came by an invite, and whom no other spec knows: what is done to their account harms nobody. */
export interface Newcomer {
  id: string
  name: string
  email: string
  password: string
  /** Signs in and calls a service through the front door. */
  session(): Promise<SessionCookie>
  browser(service: string, session: SessionCookie): Caller
}

/** Whoever is not signed in, as our pages call. */
export function visitorCaller(frontendUrl: string, service: string, send?: Fetch): Caller {
  return createCaller(`${frontendUrl}/api/${service}`, () => ({ origin: frontendUrl }), send)
}

export const newPassword = 'ringing kettle plum seven'

/** An address that nobody has. */
export function newAddress(): string {
  return `person-${randomBytes(5).toString('hex')}@newcomer.example`
}

/** Invites somebody as this session's person may, and has them accept. */
export async function inviteNewcomer(
  demo: DemoFile,
  inviter: SessionCookie,
  clientSlug: string,
  role: Role,
): Promise<Newcomer> {
  const url = demo.urls.frontend
  const client = demo.clients.find(({ slug }) => slug === clientSlug)
  const [email, name, password] = [newAddress(), 'Nora Newcomer', newPassword]
  const host = browserCaller(url, 'smm', inviter)
  const invited = await host.call('POST', `/clients/${client?.id}/invites`, { body: { email, role } })
  if (invited.status !== 201) throw new Error(`the invite answered ${invited.status}: ${invited.text}`)
  const token = sentInvite.parse(invited.body).link?.split('/').at(-1)
  const accepted = await visitorCaller(url, 'smm').call('POST', '/invites/accept', {
    body: { token, account: { name, password } },
  })
  if (accepted.status !== 200) throw new Error(`accepting answered ${accepted.status}: ${accepted.text}`)
  const session = async () => {
    const cookie = await signIn(url, { email, password })
    if (!cookie) throw new Error(`${email} could not sign in`)
    return cookie
  }
  const browser = (service: string, cookie: SessionCookie) => browserCaller(url, service, cookie)
  // Found by whoever invited them: a sign-in costs a good part of a second.
  const people = await host.call('GET', `/clients/${client?.id}/members`, { query: { scope: 'direct', limit: '100' } })
  const found = memberPage.parse(people.body).items.find((member) => member.email === email)
  if (!found) throw new Error(`${email} accepted, and is not among the members`)
  return { id: found.user_id, name, email, password, session, browser }
}
