import { endedSessions, sessionList } from '@hg/contracts'
import { waitFor } from '@hg/testkit'
import { linkMailedTo } from '../support/mailbox.ts'
import { inviteNewcomer, newAddress, visitorCaller } from '../support/newcomer.ts'
import { signIn } from '../support/people.ts'
import { expect, test } from '../support/test.ts'

test('a role that is taken away is lost at once, on an open event stream too @full', async ({
  demo,
  sessionOf,
  ohio,
}) => {
  const owner = await sessionOf('paving-marketers', 'owner')
  const newcomer = await inviteNewcomer(demo, owner, 'ohio-paving', 'member')
  const session = await newcomer.session()
  const [cpm, smm] = [newcomer.browser('cpm', session), newcomer.browser('smm', session)]
  const query = { client_id: ohio.client.id }
  const theirs = await cpm.events('/jobs/events', { query })
  const ours = await ohio.api.events('/jobs/events', { query })

  const before = await ohio.write()
  await theirs.untilStatus(({ job_id }) => job_id === before.id, 'a job while they had the role')
  const remove = await newcomer
    .browser('smm', owner)
    .call('DELETE', `/clients/${ohio.client.id}/members/${newcomer.id}`)
  expect(remove.status).toBe(204)
  expect((await cpm.call('GET', `/jobs/${before.id}`)).status).toBe(404)
  expect((await smm.call('GET', `/clients/${ohio.client.id}/members`)).status).toBe(404)
  expect((await cpm.call('GET', '/jobs', { query })).status).toBe(404)

  const after = await ohio.write()
  // What came to another reader of the same events would have come to them by now.
  await ours.untilStatus(({ job_id, status }) => job_id === after.id && status === 'completed', 'the job')
  expect(theirs.statuses().filter(({ job_id }) => job_id === after.id)).toEqual([])
  for (const stream of [theirs, ours]) stream.close()
})

test('a role that is lowered is felt by the next request @full', async ({ demo, sessionOf, ohio }) => {
  const owner = await sessionOf('paving-marketers', 'owner')
  const newcomer = await inviteNewcomer(demo, owner, 'ohio-paving', 'member')
  const cpm = newcomer.browser('cpm', await newcomer.session())
  const generate = () =>
    cpm.call('POST', '/generate', {
      body: { client_id: ohio.client.id, content_type: 'ad_copy', topic: 'Whose role is it' },
    })
  expect((await generate()).status).toBe(202)
  const lower = await newcomer
    .browser('smm', owner)
    .call('PATCH', `/clients/${ohio.client.id}/members/${newcomer.id}`, { body: { role: 'viewer' } })
  expect(lower.status).toBe(200)
  const refused = await generate()
  expect([refused.status, (refused.body as { code: string }).code]).toEqual([403, 'forbidden'])
})

test('a session that is ended is refused within a minute, and its open stream ends @full', async ({
  demo,
  sessionOf,
  ohio,
}) => {
  test.slow()
  const newcomer = await inviteNewcomer(demo, await sessionOf('paving-marketers', 'owner'), 'ohio-paving', 'viewer')
  const [here, there] = [await newcomer.session(), await newcomer.session()]
  const stream = await newcomer.browser('cpm', there).events('/jobs/events', { query: { client_id: ohio.client.id } })
  const smm = newcomer.browser('smm', here)
  const { items } = sessionList.parse((await smm.call('GET', '/me/sessions')).body)
  expect(items.filter(({ current }) => current)).toHaveLength(1)
  expect(items.length).toBeGreaterThanOrEqual(2)
  expect(endedSessions.parse((await smm.call('DELETE', '/me/sessions')).body).ended).toBe(items.length - 1)

  const refused = async () => (await newcomer.browser('smm', there).call('GET', '/me')).status === 401
  await waitFor(refused, { timeoutMs: 60_000, intervalMs: 500, what: 'the ended session being refused' })
  await waitFor(() => stream.hasEnded(), { timeoutMs: 60_000, what: 'the end of its stream' })
  expect((await smm.call('GET', '/me')).status).toBe(200)
})

test('a forgotten password is set by a mailed link, once, and every session ends @full', async ({
  demo,
  stage,
  sessionOf,
}) => {
  const newcomer = await inviteNewcomer(demo, await sessionOf('paving-marketers', 'owner'), 'ohio-paving', 'viewer')
  const session = await newcomer.session()
  const url = demo.urls.frontend
  const visitor = visitorCaller(url, 'smm')
  const [known, unknown] = await Promise.all(
    [newcomer.email, newAddress()].map((email) => visitor.call('POST', '/password-resets', { body: { email } })),
  )
  expect([known?.status, known?.text]).toEqual([unknown?.status, unknown?.text])
  const token = (await linkMailedTo(stage.dataDir, newcomer.email, '/reset-password/')).split('/').at(-1)
  const password = 'four lanterns under water'
  const reset = () => visitorCaller(url, 'reset-password').call('POST', '', { body: { token, password } })
  expect((await reset()).status).toBe(200)
  expect((await reset()).status).toBe(410)
  expect(await signIn(url, newcomer)).toBeNull()
  expect(await signIn(url, { email: newcomer.email, password })).not.toBeNull()
  const refused = async () => (await newcomer.browser('smm', session).call('GET', '/me')).status === 401
  await waitFor(refused, { timeoutMs: 60_000, intervalMs: 500, what: 'the earlier session being refused' })
})

test('while Redis is down nobody signs in, and whoever is signed in goes on @full', async ({
  demo,
  sessionOf,
  breaker,
  ohio,
}) => {
  const newcomer = await inviteNewcomer(demo, await sessionOf('paving-marketers', 'owner'), 'ohio-paving', 'member')
  const session = await newcomer.session()
  await breaker.break('redis', 'refuse')
  expect(await signIn(demo.urls.frontend, newcomer)).toBeNull()
  const cpm = newcomer.browser('cpm', session)
  expect((await cpm.call('GET', '/jobs', { query: { client_id: ohio.client.id } })).status).toBe(200)
  await breaker.mend()
  await waitFor(() => signIn(demo.urls.frontend, newcomer), { timeoutMs: 30_000, what: 'signing in again' })
})
