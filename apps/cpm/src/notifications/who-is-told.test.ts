import { noteProviderDown, withoutTenant } from '@hg/db'
import type { CircuitKey } from '@hg/llm'
import type { Context } from '@hg/runtime'
import { createTenant, waitFor } from '@hg/testkit'
import { describe, expect, it } from 'vitest'
import { retryFailed } from '../batches/retry-failed.ts'
import { submitBatch } from '../batches/submit.ts'
import { putBudget } from '../budgets/put.ts'
import { createSharedCircuit } from '../providers/share-circuits.ts'
import {
  admin,
  as,
  codeOf,
  connect,
  end,
  inApp,
  kindsOf,
  logger,
  passTime,
  person,
  prefer,
  setNoticeStage,
  stage,
  submit,
  tell,
} from '../test/notice-stage.ts'
import { listOwnNotifications, readNotifications } from './list.ts'

setNoticeStage()

describe('a batch', () => {
  it('of 500 is told once, in the app, by mail and in Slack, when its last piece has ended', async () => {
    await connect(['batch_ended', 'job_failed'])
    const { accepted } = await submitBatch(stage.h.server, as('member'), {
      client_id: stage.place.customerId,
      name: 'Spring',
      defaults: { content_type: 'faq', llm: { provider: 'openai' } },
      items: Array.from({ length: 500 }, (_, index) => ({ topic: `Drainage, part ${index + 1}` })),
    })
    await end('completed', ...accepted.job_ids.slice(0, 400))
    await end('failed', ...accepted.job_ids.slice(400, 499))
    expect(await tell()).toEqual([])
    expect(await inApp(as('member'))).toEqual([])

    await end('completed', ...accepted.job_ids.slice(499))
    expect(await tell()).toEqual(['email sent', 'slack sent'])
    expect(await tell()).toEqual([])
    expect(await inApp(as('member'))).toMatchObject([
      {
        kind: 'batch_ended',
        client: { id: stage.place.customerId },
        batch: { id: accepted.batch_id, name: 'Spring', completed: 401, failed: 99, cancelled: 0 },
        read_at: null,
      },
    ])
    expect(stage.post.taken.map(({ to, subject }) => [to.split('-')[0], subject])).toEqual([
      ['member', 'The batch “Spring” has ended: 401 ready, 99 failed'],
    ])
    expect(stage.post.taken[0]?.text).toContain(`https://app.example/batches/${accepted.batch_id}`)
    expect(stage.slack.received.map(({ path }) => path)).toEqual(['/services/T0/B0/secret'])
    expect(JSON.parse(stage.slack.received[0]?.body ?? '')).toMatchObject({
      text: expect.stringContaining('401 ready, 99 failed') as string,
    })
  })

  it('is told again when what failed was tried again; one that was cancelled whole is not told', async () => {
    const ask = async () =>
      (
        await submitBatch(stage.h.server, as('member'), {
          client_id: stage.place.customerId,
          defaults: { content_type: 'faq', llm: { provider: 'openai' } },
          items: [{ topic: 'One' }, { topic: 'Two' }],
        })
      ).accepted
    const [tried, cancelled] = [await ask(), await ask()]
    await end('cancelled', ...cancelled.job_ids)
    await end('completed', tried.job_ids[0] ?? '')
    await end('failed', tried.job_ids[1] ?? '')
    expect(await tell()).toEqual(['email sent'])
    const { job_ids: again } = await retryFailed(stage.h.server, as('member'), tried.batch_id)
    await tell()
    expect(await inApp(as('member'))).toHaveLength(1)
    await end('completed', ...again)
    expect(await tell()).toEqual(['email sent'])
    expect(stage.post.taken.map(({ subject }) => subject)).toEqual([
      'A batch has ended: 1 ready, 1 failed',
      'A batch has ended: 2 ready',
    ])
  })
})

describe('pieces', () => {
  it('that end one after the other are one notice; more of them make a read one news again', async () => {
    const ids = [await submit('One'), await submit('Two'), await submit('Three'), await submit('Four')]
    await end('completed', ...ids.slice(0, 2))
    await tell()
    const [first] = await inApp(as('member'))
    expect(first).toMatchObject({ kind: 'content_ready', count: 2, read_at: null })
    await readNotifications(stage.h.server, as('member'), { ids: [first?.id ?? ''] })
    expect((await inApp(as('member')))[0]?.read_at).not.toBeNull()

    await end('completed', ids[2] ?? '')
    await tell()
    const [grown] = await inApp(as('member'))
    expect(grown).toMatchObject({ id: first?.id, count: 3, read_at: null })
    expect(grown?.pieces.map(({ title }) => title).sort()).toEqual(['One', 'Three', 'Two'])

    await passTime()
    await end('completed', ids[3] ?? '')
    await tell()
    expect(await kindsOf(as('member'))).toEqual([
      ['content_ready', 1],
      ['content_ready', 3],
    ])
  })

  it('are told to who asked for them, and to who wants to hear of all; never to others', async () => {
    const stranger = await createTenant(stage.h.target.adminUrl)
    await prefer(as('viewer'), 'content_ready', { scope: 'all' })
    await prefer(person(stranger.users.owner), 'content_ready', { scope: 'all' })
    await end('completed', await submit('Mine'))
    await tell()
    expect(await kindsOf(as('member'))).toEqual([['content_ready', 1]])
    expect(await kindsOf(as('viewer'))).toEqual([['content_ready', 1]])
    for (const other of [as('owner'), as('admin'), person(stage.place.customerUserId), person(stranger.users.owner)])
      expect(await kindsOf(other)).toEqual([])
  })

  it('of a service that failed are told to those who answer for the client, nearest to it', async () => {
    const service: Context = { actor: { kind: 'key', id: stage.place.keys.write.id }, requestId: 'test', address: null }
    await admin(`insert into memberships (user_id, client_id, role) values ($1, $2, 'owner')`, [
      stage.place.customerUserId,
      stage.place.rootId,
    ])
    await end('failed', await submit('Theirs', service))
    await tell()
    for (const role of ['owner', 'admin'] as const) expect(await kindsOf(as(role))).toEqual([['job_failed', 1]])
    for (const other of [as('member'), as('viewer'), person(stage.place.customerUserId)])
      expect(await kindsOf(other)).toEqual([])
    await passTime()
    expect(await tell()).toEqual(['email sent', 'email sent'])
  })

  it('that somebody cancelled are no news, and what was switched off is not told', async () => {
    await prefer(as('member'), 'job_failed', { in_app: false, email: false })
    await end('cancelled', await submit('Cancelled'))
    await end('failed', await submit('Failed'))
    await tell()
    await passTime()
    expect(await tell()).toEqual([])
    expect(await inApp(as('member'))).toEqual([])
  })
})

describe('budgets', () => {
  it('that are near and spent are told to owners and admins, once each', async () => {
    await putBudget(stage.h.server, as('owner'), {
      client_id: stage.place.customerId,
      soft_usd: '0',
      hard_usd: '0.0001',
    })
    expect(await codeOf(submit('Too dear'))).toBe('budget_spent')
    expect(await codeOf(submit('Too dear'))).toBe('budget_spent')
    expect(await tell()).toEqual(['email sent', 'email sent'])
    for (const role of ['owner', 'admin'] as const)
      expect((await kindsOf(as(role))).sort()).toEqual([
        ['budget_near', 1],
        ['budget_spent', 1],
      ])
    expect((await inApp(as('owner'))).find(({ kind }) => kind === 'budget_spent')).toMatchObject({
      budget: { limit_usd: '0.0001', refused: true },
    })
    expect(await inApp(as('member'))).toEqual([])
    // Both are due for each of them: one mail tells both.
    expect(stage.post.taken).toHaveLength(2)
    expect(stage.post.taken[0]?.text).toMatch(/soft limit[^]*a request was refused/)
  })
})

describe('a provider', () => {
  it('whose calls keep failing is told once to those who run agencies, however often its circuit opens', async () => {
    await admin('delete from provider_outages')
    const opens = () => withoutTenant(stage.h.db, (tx) => noteProviderDown(tx, 'openai'))
    expect([await opens(), await opens()]).toEqual([true, false])
    await tell()
    for (const role of ['owner', 'admin'] as const)
      expect(await inApp(as(role))).toMatchObject([{ kind: 'provider_down', provider: 'openai', client: null }])
    for (const other of [as('member'), person(stage.place.customerUserId)]) expect(await inApp(other)).toEqual([])
    await admin(`update provider_outages set last_at = now() - interval '31 minutes'`)
    expect(await opens()).toBe(true)
  })

  it('is down when a circuit opens behind the platform’s own key, not behind a client’s', async () => {
    await admin('delete from provider_outages')
    const circuit = createSharedCircuit(stage.h.db, logger, { tellsOf: { openai: 'platform', groq: 'platform' } })
    const failAt = (key: CircuitKey) => {
      for (let count = 0; count < 5; count++) circuit.fail(key)
    }
    failAt({ provider: 'groq', keyId: 'a-clients-own', model: 'any' })
    failAt({ provider: 'openai', keyId: 'platform', model: 'any' })
    const outages = () => admin<{ provider: string }>('select provider from provider_outages')
    await waitFor(async () => (await outages()).length > 0, { what: 'the outage' })
    expect(await outages()).toEqual([{ provider: 'openai' }])
  })
})

describe('somebody who lost their role', () => {
  it('is told nothing more, nor shown what they were told, nor sent what waits', async () => {
    await end('failed', await submit('Secret plans'))
    await tell()
    expect(await kindsOf(as('member'))).toEqual([['job_failed', 1]])
    await admin('delete from memberships where user_id = $1', [stage.place.users.member])
    await passTime()
    expect(await tell()).toEqual([])
    expect(stage.post.taken).toEqual([])
    expect(await listOwnNotifications(stage.h.server, as('member'), { limit: 50 })).toEqual({
      items: [],
      next_cursor: null,
      unread_count: 0,
    })
  })
})
