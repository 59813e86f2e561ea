import type { GenerateRequest, IssuedWebhook, WebhookDelivery } from '@hg/contracts'
import { fanOutNotices, takeDeliveries, withoutTenant } from '@hg/db'
import { createTenant, withClient } from '@hg/testkit'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { retryFailed } from '../batches/retry-failed.ts'
import { submitBatch } from '../batches/submit.ts'
import { putBudget } from '../budgets/put.ts'
import { requestCancel } from '../jobs/cancel.ts'
import { submitJob } from '../jobs/submit.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { type Receiver, startReceiver } from '../test/receiver.ts'
import { changeWebhook } from './change.ts'
import { createWebhook } from './create.ts'
import { deliver } from './deliver.ts'
import { deliverAgain, listWebhookDeliveries, sendTest } from './deliveries.ts'
import { listClientWebhooks } from './list.ts'
import { removeWebhook } from './remove.ts'
import { rotateSecret } from './rotate-secret.ts'
import { createSender, type Sender } from './send.ts'

let h: Harness
let receiver: Receiver
let sender: Sender

beforeAll(async () => {
  h = await startHarness()
})
afterAll(() => h.close())
beforeEach(async () => {
  receiver = await startReceiver()
  sender = createSender({ allowPrivate: true })
})
afterEach(async () => {
  sender.close()
  await receiver.close()
  await withClient(h.target.adminUrl, (db) => db.query('delete from webhooks'))
})

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing was thrown',
    (error: { code?: string }) => error.code ?? 'an error without a code',
  )
const make = (fields: { client_id?: string; url?: string; events?: IssuedWebhook['webhook']['events'] } = {}) =>
  createWebhook(h.server, h.as('member'), {
    client_id: h.tenant.customerId,
    url: `${receiver.origin}/hook`,
    events: ['job.completed', 'job.failed', 'job.cancelled'],
    ...fields,
  })
/** A job of the customer that ends as cancelled: the cheapest end there is. */
async function endJob(fields: Partial<GenerateRequest> = {}): Promise<string> {
  const { accepted } = await submitJob(h.server, h.as('member'), h.request(fields))
  await requestCancel(h.server, h.as('member'), accepted.job_id)
  return accepted.job_id
}
/** Tries everything that is due once; says how each ended. */
async function deliverDue(with_ = sender): Promise<(string | null)[]> {
  const options = { limit: 50, perWebhook: 50, busy: [], leaseMs: 60_000 }
  const taken = await withoutTenant(h.db, (tx) => takeDeliveries(tx, options))
  const deps = { ...h.server, sender: with_ }
  return Promise.all(taken.map((one) => deliver(deps, one, new AbortController().signal)))
}
const deliveriesOf = async ({ webhook }: IssuedWebhook): Promise<WebhookDelivery[]> =>
  (await listWebhookDeliveries(h.server, h.as('member'), { id: webhook.id, limit: 100 })).items
const makeDue = () =>
  withClient(h.target.adminUrl, (db) =>
    db.query(`update webhook_deliveries set next_attempt_at = now() where status = 'pending'`),
  )

describe('a job that ended', () => {
  it('is told to the webhooks of its client and of those above it that asked, and to nobody else', async () => {
    const own = await make({ url: `${receiver.origin}/own` })
    const above = await make({ url: `${receiver.origin}/above`, client_id: h.tenant.agencyId })
    await make({ url: `${receiver.origin}/unasked`, events: ['job.completed'] })
    await make({ url: `${receiver.origin}/sibling`, client_id: h.tenant.siblingId })
    const stranger = { actor: { kind: 'user' as const, id: h.stranger.users.member }, requestId: 't', address: null }
    await createWebhook(h.server, stranger, {
      client_id: h.stranger.customerId,
      url: `${receiver.origin}/stranger`,
      events: ['job.cancelled'],
    })
    const jobId = await endJob({ metadata: { order: 7 } })
    expect(await deliverDue()).toEqual(['delivered', 'delivered'])
    expect(receiver.received.map(({ path }) => path).sort()).toEqual(['/above', '/own'])
    const [first] = receiver.received
    expect(JSON.parse(first?.body ?? '')).toMatchObject({
      type: 'job.cancelled',
      data: { job_id: jobId, client_id: h.tenant.customerId, status: 'cancelled', metadata: { order: 7 } },
    })
    for (const hook of [own, above]) expect((await deliveriesOf(hook))[0]).toMatchObject({ status: 'delivered' })
  })

  it('is signed so that the public library verifies it, and refuses a changed body', async () => {
    const { secret } = await make()
    await endJob()
    await deliverDue()
    const [{ body, headers } = { body: '', headers: {} }] = receiver.received
    const verifier = new Webhook(secret)
    expect(verifier.verify(body, headers as Record<string, string>)).toMatchObject({ type: 'job.cancelled' })
    expect(() => verifier.verify(`${body} `, headers as Record<string, string>)).toThrow()
  })

  it('is told with its result once a worker has written it, without the text', async () => {
    await make()
    const { accepted } = await submitJob(h.server, h.as('member'), h.request())
    await h.deliver(accepted.job_id)
    await deliverDue()
    const { type, data } = JSON.parse(receiver.received[0]?.body ?? '') as { type: string; data: object }
    expect(type).toBe('job.completed')
    expect(data).toMatchObject({ content_type: 'blog_post', title: expect.any(String) as string, error_code: null })
    expect(data).not.toHaveProperty('content')
  })
})

describe('a batch', () => {
  it('that ended is told once, with how its pieces stood, whatever becomes of them before a later try', async () => {
    const hook = await make({ events: ['batch.ended'], client_id: h.tenant.agencyId })
    const { accepted } = await submitBatch(h.server, h.as('member'), {
      client_id: h.tenant.customerId,
      name: 'Spring',
      defaults: { content_type: 'faq', llm: { provider: 'openai' } },
      items: [{ topic: 'One' }, { topic: 'Two' }],
    })
    const end = (status: string, id = '') =>
      withClient(h.target.adminUrl, (db) =>
        db.query('update jobs set status = $1, completed_at = now() where id = $2', [status, id]),
      )
    const fanOut = () => withoutTenant(h.db, (tx) => fanOutNotices(tx, { page: 1000, digestMs: 60_000 }))
    await end('completed', accepted.job_ids[0])
    await fanOut()
    expect(await deliverDue()).toEqual([])
    await end('failed', accepted.job_ids[1])
    await fanOut()
    receiver.answer = 503
    expect(await deliverDue()).toEqual(['pending'])
    await retryFailed(h.server, h.as('member'), accepted.batch_id)
    receiver.answer = 200
    await makeDue()
    expect(await deliverDue()).toEqual(['delivered'])
    expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body)
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      type: 'batch.ended',
      data: {
        batch_id: accepted.batch_id,
        client_id: h.tenant.customerId,
        name: 'Spring',
        status_url: `/batches/${accepted.batch_id}`,
        completed: 1,
        failed: 1,
        cancelled: 0,
      },
    })
    expect(await deliveriesOf(hook)).toHaveLength(1)
  })
})

describe('a budget', () => {
  it('that reached a limit is told with its figures, to those who asked', async () => {
    await make({ events: ['budget.alert'] })
    await make({ events: ['job.failed'], url: `${receiver.origin}/unasked` })
    await putBudget(h.server, h.as('owner'), { client_id: h.tenant.customerId, soft_usd: '0', hard_usd: '100' })
    expect(await deliverDue()).toEqual(['delivered'])
    const { type, data } = JSON.parse(receiver.received[0]?.body ?? '') as { type: string; data: object }
    expect(type).toBe('budget.alert')
    expect(data).toMatchObject({
      client_id: h.tenant.customerId,
      level: 'soft',
      limit_usd: '0',
      month: expect.stringMatching(/^\d{4}-\d{2}-01$/) as string,
      refused: false,
      budget_url: `/clients/${h.tenant.customerId}/budget`,
    })
    await putBudget(h.server, h.as('owner'), { client_id: h.tenant.customerId, soft_usd: null, hard_usd: null })
  })
})

describe('a delivery to a client above', () => {
  it('that waits while its job’s client moves away is not sent, nor sent again', async () => {
    const hook = await make({ client_id: h.tenant.agencyId })
    await endJob()
    await withClient(h.target.adminUrl, (db) =>
      db.query('delete from client_closure where ancestor_id = $1 and descendant_id = $2', [
        h.tenant.agencyId,
        h.tenant.customerId,
      ]),
    )
    const deliverOnce = async () => expect(await deliverDue()).toEqual([null])
    await deliverOnce()
    const [delivery] = await deliveriesOf(hook)
    expect(delivery).toMatchObject({ status: 'failed', attempts: [] })
    await deliverAgain(h.server, h.as('member'), { id: hook.webhook.id, delivery_id: delivery?.id ?? '' })
    await deliverOnce()
    expect(receiver.received).toEqual([])
    await withClient(h.target.adminUrl, (db) =>
      db.query('insert into client_closure values ($1, $2, 1)', [h.tenant.agencyId, h.tenant.customerId]),
    )
  })
})

describe('a callback', () => {
  it('is called in place of the address of the webhook at its origin, once', async () => {
    await make()
    await endJob({ callback_url: `${receiver.origin}/jobs/done?order=7` })
    await deliverDue()
    expect(receiver.received.map(({ path }) => path)).toEqual(['/jobs/done?order=7'])
  })

  it('is called for events that the webhook did not ask for', async () => {
    await make({ events: ['job.completed'] })
    await endJob({ callback_url: `${receiver.origin}/called` })
    await deliverDue()
    expect(receiver.received.map(({ path }) => path)).toEqual(['/called'])
  })

  it('to an origin without a webhook of the client is refused, and nothing is stored', async () => {
    const callback_url = `${receiver.origin}/called`
    expect(await codeOf(submitJob(h.server, h.as('member'), h.request({ callback_url })))).toBe('callback_unregistered')
    await make({ client_id: h.tenant.siblingId })
    expect(await codeOf(submitJob(h.server, h.as('member'), h.request({ callback_url })))).toBe('callback_unregistered')
  })
})

describe('a delivery that fails', () => {
  it('is tried again under the same message id, and says what it met', async () => {
    const hook = await make()
    await endJob()
    receiver.answer = 503
    expect(await deliverDue()).toEqual(['pending'])
    expect(await deliverDue()).toEqual([])
    receiver.answer = 200
    await makeDue()
    expect(await deliverDue()).toEqual(['delivered'])
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    const [delivery] = await deliveriesOf(hook)
    expect(new Set(ids)).toEqual(new Set([delivery?.message_id]))
    expect(delivery?.attempts.map(({ status }) => status)).toEqual([503, 200])
    expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body)
  })

  it('never follows a redirect', async () => {
    await make()
    await endJob()
    receiver.answer = 307
    expect(await deliverDue()).toEqual(['pending'])
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook'])
  })

  it('ends its wait for an answer, and says so without an address', async () => {
    const hook = await make()
    await endJob()
    receiver.answer = 'hang'
    const impatient = createSender({ allowPrivate: true }, { timeoutMs: 50 })
    expect(await deliverDue(impatient)).toEqual(['pending'])
    impatient.close()
    expect((await deliveriesOf(hook))[0]?.attempts[0]).toMatchObject({ status: null, error: 'no answer within 0.05 s' })
  })

  it('never reaches a private address where that is not allowed, whatever the name', async () => {
    const hook = await make()
    const named = await make({ url: receiver.origin.replace('127.0.0.1', 'localhost') })
    await endJob()
    const strict = createSender({ allowPrivate: false })
    expect(await deliverDue(strict)).toEqual(['pending', 'pending'])
    strict.close()
    expect(receiver.received).toEqual([])
    for (const one of [hook, named])
      expect((await deliveriesOf(one))[0]?.attempts[0]?.error).toBe('the address is not a public one')
  })

  it('for days switches the webhook off, and what waits for it ends', async () => {
    const hook = await make()
    await endJob()
    await endJob()
    receiver.answer = 500
    await withClient(h.target.adminUrl, (db) =>
      db.query(`update webhooks set failing_since = now() - interval '4 days' where id = $1`, [hook.webhook.id]),
    )
    const options = { limit: 1, perWebhook: 1, busy: [], leaseMs: 60_000 }
    const [taken] = await withoutTenant(h.db, (tx) => takeDeliveries(tx, options))
    if (!taken) throw new Error('nothing was due')
    await deliver({ ...h.server, sender }, taken, new AbortController().signal)
    const { items } = await listClientWebhooks(h.server, h.as('member'), h.tenant.customerId)
    expect(items[0]).toMatchObject({ is_enabled: false, disabled_for: 'failing' })
    expect((await deliveriesOf(hook)).map(({ status }) => status)).toEqual(['failed', 'failed'])
    await endJob()
    expect(await deliverDue()).toEqual([])
  })

  it('with 410 switches the webhook off at once; switched on, the delivery can be sent again', async () => {
    const hook = await make()
    await endJob()
    receiver.answer = 410
    expect(await deliverDue()).toEqual(['failed'])
    const [delivery] = await deliveriesOf(hook)
    const again = () => deliverAgain(h.server, h.as('member'), { id: hook.webhook.id, delivery_id: delivery?.id ?? '' })
    expect(await codeOf(again())).toBe('unprocessable')
    await changeWebhook(h.server, h.as('member'), { id: hook.webhook.id, is_enabled: true })
    receiver.answer = 200
    expect(await again()).toMatchObject({ status: 'pending', message_id: delivery?.message_id })
    expect(await codeOf(again())).toBe('conflict')
    expect(await deliverDue()).toEqual(['delivered'])
  })
})

describe('a secret', () => {
  it('that was rotated signs beside the new one', async () => {
    const old = await make()
    const fresh = await rotateSecret(h.server, h.as('member'), old.webhook.id)
    expect(fresh.secret).not.toBe(old.secret)
    await sendTest(h.server, h.as('member'), old.webhook.id)
    await deliverDue()
    const [{ body, headers } = { body: '', headers: {} }] = receiver.received
    for (const { secret } of [old, fresh])
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
        type: 'webhook.test',
      })
  })

  it('rotated twice at once leaves the last two signing', async () => {
    const { webhook } = await make()
    const fresh = await Promise.all([1, 2].map(() => rotateSecret(h.server, h.as('member'), webhook.id)))
    await sendTest(h.server, h.as('member'), webhook.id)
    await deliverDue()
    const [{ body, headers } = { body: '', headers: {} }] = receiver.received
    for (const { secret } of fresh)
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toBeTruthy()
  })

  it('stands nowhere in the database as it is', async () => {
    const { secret } = await make()
    const stored = await withClient(h.target.adminUrl, (db) => db.query('select * from webhooks'))
    const audit = await withClient(h.target.adminUrl, (db) => db.query('select * from audit_details'))
    expect(JSON.stringify([stored.rows, audit.rows])).not.toContain(secret.slice('whsec_'.length))
  })
})

describe('webhooks', () => {
  it('of a client are for its members; strangers find none', async () => {
    const { webhook } = await make()
    expect(await codeOf(createWebhook(h.server, h.as('viewer'), { ...webhook }))).toBe('forbidden')
    const outside = await createTenant(h.target.adminUrl)
    const stranger = { actor: { kind: 'user' as const, id: outside.users.owner }, requestId: 't', address: null }
    const asked = [
      listClientWebhooks(h.server, stranger, webhook.client_id),
      listWebhookDeliveries(h.server, stranger, { id: webhook.id, limit: 1 }),
      changeWebhook(h.server, stranger, { id: webhook.id, is_enabled: false }),
      rotateSecret(h.server, stranger, webhook.id),
      sendTest(h.server, stranger, webhook.id),
      removeWebhook(h.server, stranger, webhook.id),
    ]
    expect(await Promise.all(asked.map(codeOf))).toEqual(asked.map(() => 'not_found'))
    expect((await listClientWebhooks(h.server, h.as('member'), webhook.client_id)).items).toHaveLength(1)
  })

  it('are 20 at most for a client', async () => {
    for (let count = 0; count < 17; count++) await make({ url: `${receiver.origin}/${count}` })
    const atOnce = await Promise.all(Array.from({ length: 6 }, () => codeOf(make())))
    expect(atOnce.filter((code) => code === 'unprocessable')).toHaveLength(3)
    expect((await listClientWebhooks(h.server, h.as('member'), h.tenant.customerId)).items).toHaveLength(20)
  })

  it('that are taken by one worker are not taken by another, and no more of one than it may have', async () => {
    const busy = await make({ url: `${receiver.origin}/busy` })
    for (let count = 0; count < 5; count++) await endJob()
    const quiet = await make({ url: `${receiver.origin}/quiet` })
    await sendTest(h.server, h.as('member'), quiet.webhook.id)
    const take = (busyOnes: string[] = []) =>
      withoutTenant(h.db, (tx) => takeDeliveries(tx, { limit: 10, perWebhook: 2, busy: busyOnes, leaseMs: 60_000 }))
    const first = await take()
    expect(first.map(({ webhook_id }) => webhook_id).sort()).toEqual(
      [busy.webhook.id, busy.webhook.id, quiet.webhook.id].sort(),
    )
    expect(await take([busy.webhook.id])).toEqual([])
    const second = await take()
    expect(second).toHaveLength(2)
    expect(first.map(({ id }) => id)).not.toContain(second[0]?.id)
  })
})
