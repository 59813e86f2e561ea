import type { NotificationPreference, NotificationKind } from '@hg/contracts'
import { fanOutNotices, noteProviderDown, takeNotices, withoutTenant, withTenant } from '@hg/db'
import type { CircuitKey } from '@hg/llm'
import { createMailer, mailEnv, type Mailer } from '@hg/mail'
import { type Context, createLogger, parseEnv } from '@hg/runtime'
import { createTenant, type Tenant, waitFor, withClient } from '@hg/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { retryFailed } from '../batches/retry-failed.ts'
import { submitBatch } from '../batches/submit.ts'
import { putBudget } from '../budgets/put.ts'
import { submitJob } from '../jobs/submit.ts'
import { createSharedCircuit } from '../providers/share-circuits.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { type MailServer, startMailServer } from '../test/mail-server.ts'
import { type Receiver, startReceiver } from '../test/receiver.ts'
import { createSender } from '../webhooks/send.ts'
import type { NoticeDeps } from './deps.ts'
import { listOwnNotifications, readNotifications } from './list.ts'
import { waitsMs } from './next-try.ts'
import { createNoticeLoop, tellWhatIsDue } from './notice-loop.ts'
import { getPreferences, putPreferences } from './preferences.ts'
import { purgeOldNotices } from './purge.ts'
import { getSlack, putSlack, removeSlack } from './slack-settings.ts'
import { testSlack } from './test-slack.ts'

let h: Harness
let post: MailServer
let slack: Receiver
let mailer: Mailer
let place: Tenant

const logger = createLogger({ service: 'test', level: 'silent' })

beforeAll(async () => {
  h = await startHarness()
})
afterAll(() => h.close())
beforeEach(async () => {
  ;[post, slack, place] = await Promise.all([startMailServer(), startReceiver(), createTenant(h.target.adminUrl)])
  mailer = mailerTo(post.url)
})
afterEach(async () => {
  mailer.close()
  await Promise.all([post.close(), slack.close()])
  await admin('delete from notifications')
  await admin('delete from notice_events')
  await admin('delete from slack_channels')
})

const admin = <T extends object>(sql: string, values: unknown[] = []) =>
  withClient(h.target.adminUrl, async (db) => (await db.query<T>(sql, values)).rows)

const mailerTo = (url: string) =>
  createMailer({ ...parseEnv(mailEnv, { SMTP_URL: url }), ENVIRONMENT: 'test' }, { logger, timeoutMs: 2000 })

const person = (id: string): Context => ({ actor: { kind: 'user', id }, requestId: 'test', address: null })
const as = (role: keyof Tenant['users']) => person(place.users[role])

/** Works out and sends what is due; says how each message ended. */
async function tell(options: Partial<NoticeDeps> = {}): Promise<string[]> {
  const outcomes: string[] = []
  const deps = { ...h.server, mailer, publicUrl: 'https://app.example', ...options }
  const { signal } = new AbortController()
  await tellWhatIsDue(deps, { stop: signal, cut: signal }, ({ channel }, outcome) => {
    outcomes.push(`${channel} ${outcome}`)
  })
  return outcomes.sort()
}

/** Lets the time for more of the same pass, and every wait. */
const passTime = () =>
  admin(`update notifications set open_until = now() - interval '1 minute',
    due_at = case when due_at is not null then now() - interval '1 minute' end`)

async function submit(topic: string, by: Context = as('member'), clientId = place.customerId): Promise<string> {
  return (await submitJob(h.server, by, h.request({ client_id: clientId, topic }))).accepted.job_id
}
const end = (status: 'completed' | 'failed' | 'cancelled', ...ids: string[]) =>
  admin('update jobs set status = $1, completed_at = now() where id = any ($2)', [status, ids])

const inApp = async (who: Context) => (await listOwnNotifications(h.server, who, { limit: 50 })).items
const kindsOf = async (who: Context) => (await inApp(who)).map(({ kind, count }) => [kind, count])

async function prefer(who: Context, kind: NotificationKind, change: Partial<NotificationPreference>): Promise<void> {
  const { items } = await getPreferences(h.server, who)
  await putPreferences(h.server, who, { items: items.map((one) => (one.kind === kind ? { ...one, ...change } : one)) })
}

const connect = (kinds: NotificationKind[], clientId = place.agencyId) =>
  putSlack(h.server, as('admin'), {
    id: clientId,
    url: `${slack.origin}/services/T0/B0/secret`,
    kinds,
    is_enabled: true,
  })

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing was thrown',
    (error: { code?: string }) => error.code ?? 'an error without a code',
  )

describe('a batch', () => {
  it('of 500 is told once, in the app, by mail and in Slack, when its last piece has ended', async () => {
    await connect(['batch_ended', 'job_failed'])
    const { accepted } = await submitBatch(h.server, as('member'), {
      client_id: place.customerId,
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
        client: { id: place.customerId },
        batch: { id: accepted.batch_id, name: 'Spring', completed: 401, failed: 99, cancelled: 0 },
        read_at: null,
      },
    ])
    expect(post.taken.map(({ to, subject }) => [to.split('-')[0], subject])).toEqual([
      ['member', 'The batch “Spring” has ended: 401 ready, 99 failed'],
    ])
    expect(post.taken[0]?.text).toContain(`https://app.example/batches/${accepted.batch_id}`)
    expect(slack.received.map(({ path }) => path)).toEqual(['/services/T0/B0/secret'])
    expect(JSON.parse(slack.received[0]?.body ?? '')).toMatchObject({
      text: expect.stringContaining('401 ready, 99 failed') as string,
    })
  })

  it('is told again when what failed was tried again; one that was cancelled whole is not told', async () => {
    const ask = async () =>
      (
        await submitBatch(h.server, as('member'), {
          client_id: place.customerId,
          defaults: { content_type: 'faq', llm: { provider: 'openai' } },
          items: [{ topic: 'One' }, { topic: 'Two' }],
        })
      ).accepted
    const [tried, cancelled] = [await ask(), await ask()]
    await end('cancelled', ...cancelled.job_ids)
    await end('completed', tried.job_ids[0] ?? '')
    await end('failed', tried.job_ids[1] ?? '')
    expect(await tell()).toEqual(['email sent'])
    const { job_ids: again } = await retryFailed(h.server, as('member'), tried.batch_id)
    await tell()
    expect(await inApp(as('member'))).toHaveLength(1)
    await end('completed', ...again)
    expect(await tell()).toEqual(['email sent'])
    expect(post.taken.map(({ subject }) => subject)).toEqual([
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
    await readNotifications(h.server, as('member'), { ids: [first?.id ?? ''] })
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
    const stranger = await createTenant(h.target.adminUrl)
    await prefer(as('viewer'), 'content_ready', { scope: 'all' })
    await prefer(person(stranger.users.owner), 'content_ready', { scope: 'all' })
    await end('completed', await submit('Mine'))
    await tell()
    expect(await kindsOf(as('member'))).toEqual([['content_ready', 1]])
    expect(await kindsOf(as('viewer'))).toEqual([['content_ready', 1]])
    for (const other of [as('owner'), as('admin'), person(place.customerUserId), person(stranger.users.owner)])
      expect(await kindsOf(other)).toEqual([])
  })

  it('of a service that failed are told to those who answer for the client, nearest to it', async () => {
    const service: Context = { actor: { kind: 'key', id: place.keys.write.id }, requestId: 'test', address: null }
    await admin(`insert into memberships (user_id, client_id, role) values ($1, $2, 'owner')`, [
      place.customerUserId,
      place.rootId,
    ])
    await end('failed', await submit('Theirs', service))
    await tell()
    for (const role of ['owner', 'admin'] as const) expect(await kindsOf(as(role))).toEqual([['job_failed', 1]])
    for (const other of [as('member'), as('viewer'), person(place.customerUserId)])
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
    await putBudget(h.server, as('owner'), { client_id: place.customerId, soft_usd: '0', hard_usd: '0.0001' })
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
    expect(post.taken).toHaveLength(2)
    expect(post.taken[0]?.text).toMatch(/soft limit[^]*a request was refused/)
  })
})

describe('a provider', () => {
  it('whose calls keep failing is told once to those who run agencies, however often its circuit opens', async () => {
    await admin('delete from provider_outages')
    const opens = () => withoutTenant(h.db, (tx) => noteProviderDown(tx, 'openai'))
    expect([await opens(), await opens()]).toEqual([true, false])
    await tell()
    for (const role of ['owner', 'admin'] as const)
      expect(await inApp(as(role))).toMatchObject([{ kind: 'provider_down', provider: 'openai', client: null }])
    for (const other of [as('member'), person(place.customerUserId)]) expect(await inApp(other)).toEqual([])
    await admin(`update provider_outages set last_at = now() - interval '31 minutes'`)
    expect(await opens()).toBe(true)
  })

  it('is down when a circuit opens behind the platform’s own key, not behind a client’s', async () => {
    await admin('delete from provider_outages')
    const circuit = createSharedCircuit(h.db, logger, { tellsOf: { openai: 'platform', groq: 'platform' } })
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
    await admin('delete from memberships where user_id = $1', [place.users.member])
    await passTime()
    expect(await tell()).toEqual([])
    expect(post.taken).toEqual([])
    expect(await listOwnNotifications(h.server, as('member'), { limit: 50 })).toEqual({
      items: [],
      next_cursor: null,
      unread_count: 0,
    })
  })
})

describe('a mail', () => {
  const messages = () =>
    admin<{ status: string; tries: number; last_error: string | null; sent_at: Date | null }>(
      `select status, tries, last_error, sent_at from notifications where channel = 'email'`,
    )
  const failOne = async () => {
    await end('failed', await submit('Failed'))
    await tell()
    await passTime()
  }

  it('that no mail server takes is never told as sent, and arrives once when one does, under one message id', async () => {
    await failOne()
    const { port } = new URL(post.url)
    await post.close()
    expect(await tell()).toEqual(['email waiting'])
    expect(await messages()).toMatchObject([
      { status: 'waiting', tries: 1, last_error: 'the mail server did not take it', sent_at: null },
    ])
    expect(await tell()).toEqual([])

    mailer.close()
    post = await startMailServer(Number(port))
    mailer = mailerTo(post.url)
    post.refusal = { code: 451 }
    await passTime()
    expect(await tell()).toEqual(['email waiting'])
    post.refusal = null
    await passTime()
    expect(await tell()).toEqual(['email sent'])
    await passTime()
    expect(await tell()).toEqual([])
    expect(post.taken.map(({ messageId }) => messageId)).toEqual([
      expect.stringMatching(/^<[0-9a-f-]{36}@app\.example>$/),
    ])
    expect(await messages()).toMatchObject([{ status: 'sent', tries: 3, last_error: null }])
  })

  it('is given up after its last try, and not before', async () => {
    await failOne()
    post.refusal = { code: 550 }
    for (let tries = 0; tries < waitsMs.length; tries++) {
      expect(await tell()).toEqual(['email waiting'])
      await passTime()
    }
    expect(await tell()).toEqual(['email failed'])
    await passTime().catch(() => undefined)
    expect(await tell()).toEqual([])
    expect(post.taken).toEqual([])
  })

  it('of a worker that died at it is sent by another after the lease, under the same message id', async () => {
    await failOne()
    const [taken] = await withoutTenant(h.db, (tx) => takeNotices(tx, { limit: 1, leaseMs: 60_000 }))
    expect(await tell()).toEqual([])
    await passTime()
    expect(await tell()).toEqual(['email sent'])
    expect(post.taken[0]?.messageId).toBe(`<${taken?.letter}@app.example>`)
  })

  it('is not kept for later where no mail server is set up', async () => {
    await failOne()
    const none = createMailer({ ...parseEnv(mailEnv, {}), ENVIRONMENT: 'test' }, { logger })
    expect(await tell({ mailer: none })).toEqual(['email failed'])
    expect(await tell()).toEqual([])
  })

  it('taken while more of the same happens leaves that to another one: nothing is lost, nothing told twice', async () => {
    const [one, two] = [await submit('One'), await submit('Two')]
    await end('failed', one)
    await tell()
    await passTime()
    const [taken] = await withoutTenant(h.db, (tx) => takeNotices(tx, { limit: 1, leaseMs: 60_000 }))
    await end('failed', two)
    await withoutTenant(h.db, (tx) => fanOutNotices(tx, { page: 100, digestMs: 60_000 }))
    const rows = await admin<{ count: number; letter: string | null }>(
      `select count, letter from notifications where channel = 'email' order by id`,
    )
    expect(rows).toEqual([
      { count: 1, letter: taken?.letter },
      { count: 1, letter: null },
    ])
  })

  it('shows names and never obeys them', async () => {
    await end('failed', await submit('<b>Buy</b>\r\nBcc: everybody@example.com'))
    await tell()
    await passTime()
    await tell()
    expect(post.taken[0]?.html).not.toContain('<b>')
    expect(post.taken[0]?.html).toContain('&lt;b&gt;Buy')
  })
})

describe('a channel in Slack', () => {
  it('is told of everything below its client that was asked for, and cannot be made to mention or link', async () => {
    await connect(['job_failed'])
    await end('failed', await submit('<!channel> & <https://evil.example|prize>'))
    await end('completed', await submit('Ready'))
    await tell()
    await passTime()
    expect(await tell()).toEqual(['email sent', 'slack sent'])
    const { text } = JSON.parse(slack.received[0]?.body ?? '{}') as { text: string }
    expect(slack.received).toHaveLength(1)
    expect(text).toContain('&lt;!channel&gt; &amp; &lt;https://evil.example¦prize&gt;')
    expect(text.match(/</g)).toHaveLength(1)
  })

  it('of a client from which the piece’s client has moved away is not told what waited', async () => {
    await connect(['job_failed'])
    await end('failed', await submit('Moved'))
    await tell()
    await passTime()
    const link = [place.agencyId, place.customerId]
    await admin('delete from client_closure where ancestor_id = $1 and descendant_id = $2', link)
    expect((await tell()).filter((one) => one.startsWith('slack'))).toEqual([])
    await admin('insert into client_closure values ($1, $2, 1)', link)
    expect(slack.received).toEqual([])
  })

  it('that cannot be reached is tried again and says so; one that is gone is switched off at once', async () => {
    await connect(['job_failed'])
    const state = async () => (await getSlack(h.server, as('admin'), place.agencyId)).channel
    await end('failed', await submit('One'))
    await tell()
    await passTime()
    slack.answer = 503
    expect(await tell()).toContain('slack waiting')
    expect(await state()).toMatchObject({ is_enabled: true, last_error: 'the answer was 503', last_sent_at: null })
    slack.answer = 200
    await passTime()
    expect(await tell()).toEqual(['slack sent'])
    expect(await state()).toMatchObject({
      failing_since: null,
      last_error: null,
      last_sent_at: expect.any(String) as string,
    })

    await end('failed', await submit('Two'), await submit('Three'))
    await tell()
    await passTime()
    slack.answer = 404
    expect(await tell()).toContain('slack failed')
    expect(await state()).toMatchObject({ is_enabled: false, disabled_for: 'gone', last_error: 'the answer was 404' })
    const posts = slack.received.length
    await end('failed', await submit('Four'))
    await tell()
    await passTime()
    await tell()
    expect(slack.received).toHaveLength(posts)
  })

  it('has its address stored sealed and shown to nobody; a private one is refused where that is not allowed', async () => {
    await connect(['job_failed'])
    const url = `${slack.origin}/services/T0/B0/secret`
    const stored = await admin('select * from slack_channels')
    const audit = await admin('select * from audit_details')
    const shown = await getSlack(h.server, as('admin'), place.agencyId)
    expect(shown.channel?.hint).toBe(`${new URL(url).host}/…cret`)
    expect(JSON.stringify([stored, audit, shown])).not.toContain(url)
    const strict = { ...h.server, targets: { allowPrivate: false } }
    const input = { id: place.agencyId, url, kinds: ['job_failed' as const], is_enabled: true }
    expect(await codeOf(putSlack(strict, as('admin'), input))).toBe('invalid_request')
    const sender = createSender({ allowPrivate: false })
    expect(await testSlack({ ...h.server, sender }, as('admin'), place.agencyId)).toEqual({
      arrived: false,
      error: 'the address is not a public one',
    })
    sender.close()
    expect(slack.received).toEqual([])
  })

  it('is tested at once, with an answer that is true', async () => {
    await connect(['job_failed'])
    expect(await testSlack(h.server, as('admin'), place.agencyId)).toEqual({ arrived: true, error: null })
    slack.answer = 410
    expect(await testSlack(h.server, as('admin'), place.agencyId)).toEqual({
      arrived: false,
      error: 'the answer was 410',
    })
  })

  it('is for its client’s admins, keeps its address when none is given, and needs one the first time', async () => {
    const input = { id: place.agencyId, kinds: ['job_failed' as const], is_enabled: true }
    expect(await codeOf(putSlack(h.server, as('admin'), input))).toBe('invalid_request')
    expect(await codeOf(putSlack(h.server, as('member'), { ...input, url: slack.origin }))).toBe('forbidden')
    await connect(['job_failed'])
    await putSlack(h.server, as('owner'), { ...input, kinds: ['batch_ended'] })
    expect(await testSlack(h.server, as('owner'), place.agencyId)).toMatchObject({ arrived: true })
    const stranger = await createTenant(h.target.adminUrl)
    const other = person(stranger.users.owner)
    const asked = [
      getSlack(h.server, other, place.agencyId),
      putSlack(h.server, other, { ...input, url: slack.origin }),
      testSlack(h.server, other, place.agencyId),
      removeSlack(h.server, other, place.agencyId),
    ]
    expect(await Promise.all(asked.map(codeOf))).toEqual(asked.map(() => 'not_found'))
    await removeSlack(h.server, as('admin'), place.agencyId)
    expect(await getSlack(h.server, as('admin'), place.agencyId)).toEqual({ channel: null })
  })
})

describe('notifications', () => {
  it('are read by one person alone, one by one or all up to one, and counted', async () => {
    for (const topic of ['One', 'Two', 'Three']) {
      await end('failed', await submit(topic))
      await tell()
      await passTime()
    }
    const page = await listOwnNotifications(h.server, as('member'), { limit: 2 })
    expect([page.items.length, page.unread_count]).toEqual([2, 3])
    const rest = await listOwnNotifications(h.server, as('member'), { limit: 2, cursor: page.next_cursor ?? '' })
    expect([rest.items.length, rest.next_cursor]).toEqual([1, null])
    await readNotifications(h.server, as('owner'), { ids: page.items.map(({ id }) => id) })
    const unread = () => listOwnNotifications(h.server, as('member'), { limit: 9, unread: 'true' })
    // Nobody's notification, if later than all of theirs.
    await readNotifications(h.server, as('member'), { through: 'ffffffff-ffff-7fff-bfff-ffffffffffff' })
    expect((await unread()).unread_count).toBe(3)
    await readNotifications(h.server, as('member'), { through: page.items[1]?.id ?? '' })
    expect(await unread()).toMatchObject({ unread_count: 1, items: [{ id: page.items[0]?.id }] })
  })

  it('are for people: a key and a client’s service have none', async () => {
    const client = { actor: { kind: 'client' as const, id: place.customerId }, requestId: 'test', address: null }
    expect(await codeOf(listOwnNotifications(h.server, client, { limit: 1 }))).toBe('not_found')
    expect(await codeOf(getPreferences(h.server, client))).toBe('not_found')
  })

  it('hold no text of a client’s', async () => {
    await end('failed', await submit('A very private topic'))
    await withoutTenant(h.db, (tx) => fanOutNotices(tx, { page: 100, digestMs: 60_000 }))
    const rows = await admin('select * from notifications')
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain('private topic')
  })

  it('are told by a worker that was woken, which takes nothing more once it is closed', async () => {
    const loop = createNoticeLoop({ ...h.server, mailer, publicUrl: 'https://app.example' })
    await putBudget(h.server, as('owner'), { client_id: place.customerId, soft_usd: '0', hard_usd: '100' })
    loop.wake()
    await waitFor(() => post.taken.length === 2, { what: 'both mails' })
    await loop.close({ timeoutMs: 5000 })
    await end('failed', await submit('Late'))
    loop.wake()
    await loop.close({ timeoutMs: 5000 })
    expect(await kindsOf(as('member'))).toEqual([])
  })

  it('are removed when they are old, and no sooner', async () => {
    await end('failed', await submit('Old'))
    await tell()
    await passTime()
    await tell()
    const age = (days: number) => admin(`update notifications set last_at = now() - $1 * interval '1 day'`, [days])
    const left = async () =>
      (await admin<{ channel: string }>('select channel from notifications order by channel')).map((row) => row.channel)
    await age(29)
    await purgeOldNotices(h.db, logger)
    expect(await left()).toEqual(['app', 'email'])
    await age(31)
    await purgeOldNotices(h.db, logger)
    expect(await left()).toEqual(['app'])
    await age(91)
    await purgeOldNotices(h.db, logger)
    expect(await left()).toEqual([])
  })

  it('are worked out once, however many workers do it at the same time', async () => {
    const ids = await Promise.all(['One', 'Two', 'Three', 'Four'].map((topic) => submit(topic)))
    await end('failed', ...ids)
    await Promise.all(
      Array.from({ length: 5 }, () => withoutTenant(h.db, (tx) => fanOutNotices(tx, { page: 1, digestMs: 60_000 }))),
    )
    expect(await kindsOf(as('member'))).toEqual([['job_failed', 4]])
    const rows = await withTenant(h.db, as('member').actor, (tx) => listOf(tx))
    expect(rows).toEqual([4, 4])
  })
})

const listOf = async (tx: Parameters<Parameters<typeof withTenant>[2]>[0]) =>
  (await tx.selectFrom('notifications').select('count').execute()).map(({ count }) => count)
