import { inviteNewcomer } from '../support/newcomer.ts'
import { expect, test } from '../support/test.ts'

test('a role that is lowered is felt by the next request', async ({ demo, sessionOf, ohio }) => {
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
