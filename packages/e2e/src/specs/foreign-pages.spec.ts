import { problem } from '@hg/contracts'
import { browserCaller, findUser, signIn } from '../support/people.ts'
import { expect, test } from '../support/test.ts'

const changes: [method: string, path: string][] = [
  ['POST', '/api/cpm/generate'],
  ['POST', '/api/cpm/jobs/0190a6d8-0000-7000-8000-000000000000/cancel'],
  ['POST', '/api/smm/clients'],
  ['PUT', '/api/smm/clients/0190a6d8-0000-7000-8000-000000000000'],
  ['PATCH', '/api/smm/clients/0190a6d8-0000-7000-8000-000000000000'],
  ['DELETE', '/api/smm/clients/0190a6d8-0000-7000-8000-000000000000'],
  ['POST', '/api/smm/password-resets'],
  ['POST', '/api/smm/invites/accept'],
  ['POST', '/api/auth/callback/credentials'],
  ['POST', '/api/auth/signin/credentials'],
  ['POST', '/api/auth/signout'],
  ['POST', '/api/auth/session'],
  ['POST', '/api/auth/_log'],
  ['POST', '/api/nothing'],
  ['POST', '/'],
  ['POST', '/sign-in'],
]

const origins: Record<string, string>[] = [
  {},
  { origin: 'null' },
  { origin: 'https://evil.example' },
  { origin: 'http://localhost.evil.example' },
  { referer: 'http://localhost/' },
]

test('no page but ours can change anything, not even sign somebody in or out', async ({ demo }) => {
  const session = await signIn(demo.urls.frontend, findUser(demo, 'pasco-scientific', 'member'))
  const cookie = `${session?.name}=${session?.value}`
  for (const [method, path] of changes) {
    for (const headers of origins) {
      const answer = await fetch(demo.urls.frontend + path, {
        method,
        headers: { cookie, 'content-type': 'text/plain', ...headers },
        body: '{}',
        redirect: 'manual',
      })
      const told = problem.safeParse(await answer.json().catch(() => undefined)).data
      expect([method, path, headers, answer.status, told?.code]).toEqual([method, path, headers, 403, 'forbidden'])
      expect(answer.headers.getSetCookie()).toEqual([])
    }
  }
  const ours = browserCaller(demo.urls.frontend, 'smm', session ?? { name: '', value: '' })
  expect((await ours.call('GET', '/clients')).status).toBe(200)
  expect((await ours.call('POST', '/clients', { body: {} })).status).not.toBe(403)
})

test('an address that a browser claims for itself is not believed', async ({ demo }) => {
  // Without a session, the only trace of an address is its count: many claims do not stretch it.
  const remaining = async (claim: string) => {
    const answer = await fetch(`${demo.urls.frontend}/api/smm/password-resets/confirm`, {
      method: 'POST',
      headers: { origin: demo.urls.frontend, 'content-type': 'application/json', 'x-forwarded-for': claim },
      body: '{}',
    })
    return Number(answer.headers.get('ratelimit-remaining'))
  }
  const [first, second] = [await remaining('198.51.100.1'), await remaining('198.51.100.2')]
  expect(second).toBe(first - 1)
})
