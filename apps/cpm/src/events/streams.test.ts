import { batch, jobStatusEvent } from '@hg/contracts'
import { createListener, findApiKey, type Listener, withoutTenant } from '@hg/db'
import { createApiKeyVerifier, createAuthenticator, type Service } from '@hg/http'
import { generateServiceKeys } from '@hg/runtime'
import { waitFor, withClient } from '@hg/testkit'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../app.ts'
import { submitBatch } from '../batches/submit.ts'
import { submitJob } from '../jobs/submit.ts'
import { requestCancel } from '../jobs/cancel.ts'
import { type Harness, startHarness } from '../test/harness.ts'

let h: Harness
let app: Service
let listener: Listener
let url: string

beforeAll(async () => {
  h = await startHarness()
  const keys = await generateServiceKeys()
  const apiKeys = createApiKeyVerifier({ find: (id) => withoutTenant(h.db, (tx) => findApiKey(tx, id)) })
  app = await buildApp(h.server, {
    authenticate: createAuthenticator({ serviceTokens: { publicKey: keys.publicKey, audience: 'cpm' }, apiKeys }),
    health: { database: () => h.db.ping() },
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  listener = createListener({
    directUrl: h.target.directUrl,
    channels: ['job_events', 'api_keys'],
    applicationName: 'test',
    logger: h.server.logger,
    onNotification: (channel, payload) => {
      if (channel === 'api_keys') h.server.hub.announceRights()
      else h.server.hub.notify(payload)
    },
    onConnect: () => {
      h.server.hub.announceGap()
    },
  })
  await listener.ready
})
afterAll(async () => {
  await listener.close()
  await app.close()
  await h.close()
})

interface Follower {
  events: { id: string | undefined; event: string | undefined; data: unknown }[]
  ended: Promise<void>
  leave: () => void
}

async function follow(path: string, key: string, lastEventId?: string): Promise<Follower> {
  const left = new AbortController()
  const response = await fetch(url + path, {
    headers: { authorization: `Bearer ${key}`, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
    signal: left.signal,
  })
  expect(response.status).toBe(200)
  const events: Follower['events'] = []
  const stream = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  const ended = (async () => {
    for await (const { id, event, data } of stream ?? []) events.push({ id, event, data: JSON.parse(data) as unknown })
  })().catch(() => undefined)
  return {
    events,
    ended,
    leave: () => {
      left.abort()
    },
  }
}

const states = (follower: Follower) =>
  follower.events.filter(({ event }) => event === 'status').map(({ data }) => jobStatusEvent.parse(data).status)

describe('the stream of a job', () => {
  it('tells every state in order, with the text between, and ends', async () => {
    const { accepted } = await submitJob(h.server, h.as('member'), h.request())
    const follower = await follow(accepted.events_url, h.tenant.keys.read.key)
    await waitFor(() => states(follower).includes('pending'))
    h.server.hub.addText({ job_id: accepted.job_id, attempt: 1, offset: 0, text: 'Once' })
    await waitFor(() => follower.events.some(({ event }) => event === 'text'))
    await h.deliver(accepted.job_id)
    await follower.ended
    expect(states(follower)).toEqual(['pending', 'processing', 'completed'])
    const ids = follower.events.flatMap(({ id }) => (id ? [id] : []))
    expect(ids).toEqual([...ids].sort())
  })

  it('gives a reader who comes late the text so far', async () => {
    const { accepted } = await submitJob(h.server, h.as('member'), h.request())
    h.server.hub.addText({ job_id: accepted.job_id, attempt: 1, offset: 0, text: 'Once upon' })
    h.server.hub.addText({ job_id: accepted.job_id, attempt: 1, offset: 9, text: ' a time' })
    const follower = await follow(accepted.events_url, h.tenant.keys.read.key)
    const text = await waitFor(() => follower.events.find(({ event }) => event === 'text'))
    expect(text.data).toEqual({ job_id: accepted.job_id, attempt: 1, offset: 0, text: 'Once upon a time' })
    follower.leave()
  })

  it('of a job that has ended replays its states and ends', async () => {
    const { accepted } = await submitJob(h.server, h.as('member'), h.request())
    await requestCancel(h.server, h.as('member'), accepted.job_id)
    const follower = await follow(accepted.events_url, h.tenant.keys.read.key)
    await follower.ended
    expect(states(follower)).toEqual(['pending', 'cancelled'])
    const again = await follow(accepted.events_url, h.tenant.keys.read.key, follower.events[0]?.id)
    await again.ended
    expect(states(again)).toEqual(['pending', 'cancelled'])
  })

  it('of another tenant is not found, as for an id that does not exist', async () => {
    const { accepted } = await submitJob(h.server, h.as('member'), h.request())
    for (const path of [accepted.events_url, '/jobs/0190a6d8-0000-7000-8000-000000000001/events']) {
      const response = await fetch(url + path, { headers: { authorization: `Bearer ${h.stranger.keys.write.key}` } })
      expect(response.status).toBe(404)
      expect(((await response.json()) as { code: string }).code).toBe('not_found')
    }
  })
})

describe('the stream of a client', () => {
  it('tells of the whole subtree, and of no other tenant', async () => {
    const ours = await follow(`/jobs/events?client_id=${h.tenant.agencyId}`, h.tenant.keys.read.key)
    const theirs = await follow(`/jobs/events?client_id=${h.stranger.agencyId}`, h.stranger.keys.read.key)
    const { accepted } = await submitJob(h.server, h.as('member'), h.request())
    const stranger = { actor: { kind: 'user' as const, id: h.stranger.users.member }, requestId: 'test', address: null }
    const other = await submitJob(h.server, stranger, h.request({ client_id: h.stranger.customerId }))
    await requestCancel(h.server, h.as('member'), accepted.job_id)
    await waitFor(() => states(ours).includes('cancelled') && states(theirs).includes('pending'))
    const seen = (follower: Follower) => follower.events.map(({ data }) => jobStatusEvent.parse(data))
    const { agencyId, customerId, siblingId } = h.tenant
    expect(seen(ours).map((event) => event.job_id)).toContain(accepted.job_id)
    for (const event of seen(ours)) expect([agencyId, customerId, siblingId]).toContain(event.client_id)
    expect(seen(theirs).map((event) => event.job_id)).toContain(other.accepted.job_id)
    for (const event of seen(theirs)) expect(event.client_id).toBe(h.stranger.customerId)
    ours.leave()
    theirs.leave()
  })

  it('gives a reader an id to come back with before anything has happened', async () => {
    const response = await fetch(`${url}/jobs/events?client_id=${h.tenant.siblingId}`, {
      headers: { authorization: `Bearer ${h.tenant.keys.read.key}` },
    })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let seen = ''
    while (!/^id: /m.test(seen)) seen += (await reader?.read())?.value ?? ''
    await reader?.cancel()
    const id = /^id: (.+)$/m.exec(seen)?.[1] ?? ''
    const { accepted } = await submitJob(h.server, h.as('member'), h.request({ client_id: h.tenant.siblingId }))
    const back = await follow(`/jobs/events?client_id=${h.tenant.siblingId}`, h.tenant.keys.read.key, id)
    await waitFor(() => back.events.some(({ data }) => (data as { job_id: string }).job_id === accepted.job_id))
    back.leave()
  })

  it('catches up from the last seen event', async () => {
    const first = await follow(`/jobs/events?client_id=${h.tenant.customerId}`, h.tenant.keys.read.key)
    const { accepted } = await submitJob(h.server, h.as('member'), h.request())
    const seen = await waitFor(() =>
      first.events.find(({ data }) => (data as { job_id: string }).job_id === accepted.job_id),
    )
    first.leave()
    await requestCancel(h.server, h.as('member'), accepted.job_id)
    const second = await follow(`/jobs/events?client_id=${h.tenant.customerId}`, h.tenant.keys.read.key, seen.id)
    await waitFor(() => states(second).includes('cancelled'))
    second.leave()
  })

  it('of a foreign client is not found', async () => {
    const response = await fetch(`${url}/jobs/events?client_id=${h.tenant.agencyId}`, {
      headers: { authorization: `Bearer ${h.stranger.keys.read.key}` },
    })
    expect(response.status).toBe(404)
  })

  it('ends for a reader whose key was revoked, and for nobody else', async () => {
    const follower = await follow(`/jobs/events?client_id=${h.tenant.siblingId}`, h.tenant.keys.write.key)
    await withClient(h.target.adminUrl, (db) =>
      db.query('update api_keys set revoked_at = now() where id = $1', [h.tenant.keys.write.id]),
    )
    await follower.ended
    const mine = await follow(`/jobs/events?client_id=${h.tenant.siblingId}`, h.tenant.keys.read.key)
    await submitJob(h.server, h.as('member'), h.request({ client_id: h.tenant.siblingId }))
    await waitFor(() => states(mine).includes('pending'))
    expect(states(follower)).toEqual([])
    mine.leave()
  })
})

describe('a stream that carries text', () => {
  it('ends for a reader whose key was revoked, and tells no more of the text', async () => {
    const key = await h.addKey()
    const { accepted } = await submitJob(h.server, h.as('member'), h.request())
    const revoked = await follow(accepted.events_url, key.key)
    const other = await follow(accepted.events_url, h.tenant.keys.read.key)
    const write = (offset: number, text: string) => {
      h.server.hub.addText({ job_id: accepted.job_id, attempt: 1, offset, text })
    }
    const told = (follower: Follower, text: string) => JSON.stringify(follower.events).includes(text)
    write(0, 'Once')
    await waitFor(() => told(revoked, 'Once') && told(other, 'Once'))
    await withClient(h.target.adminUrl, (db) =>
      db.query('update api_keys set revoked_at = now() where id = $1', [key.id]),
    )
    await revoked.ended
    write(4, ' upon a time')
    await waitFor(() => told(other, 'upon a time'))
    expect(told(revoked, 'upon a time')).toBe(false)
    other.leave()
  })

  it('ends when the key of its reader expires', async () => {
    const key = await h.addKey(`now() + interval '2 seconds'`)
    const { accepted } = await submitJob(h.server, h.as('member'), h.request())
    const follower = await follow(accepted.events_url, key.key)
    await follower.ended
    expect(states(follower)).toEqual(['pending'])
  })
})

describe('the stream of a batch', () => {
  it('tells how far it is as its pieces end, and ends with the last of them', async () => {
    const items = [{ topic: 'The first piece' }, { topic: 'The second piece' }]
    const { accepted } = await submitBatch(h.server, h.as('member'), {
      client_id: h.tenant.customerId,
      defaults: { content_type: 'faq', llm: { provider: 'openai' } },
      items,
    })
    const follower = await follow(accepted.events_url, h.tenant.keys.read.key)
    const told = () => follower.events.map(({ data }) => batch.parse(data).counts)
    await waitFor(() => told().some((counts) => counts.pending === 2))
    const [first = '', second = ''] = accepted.job_ids
    await h.deliver(first)
    await waitFor(() => told().some((counts) => counts.completed === 1 && counts.pending === 1))
    await requestCancel(h.server, h.as('member'), second)
    await follower.ended
    expect(told().at(-1)).toMatchObject({ completed: 1, cancelled: 1, pending: 0, processing: 0 })
    expect(new Set(follower.events.map(({ event }) => event))).toEqual(new Set(['batch']))
  })

  it('is not for who may not see it', async () => {
    const { accepted } = await submitBatch(h.server, h.as('member'), {
      client_id: h.tenant.customerId,
      items: [{ topic: 'Not for others', content_type: 'faq' }],
    })
    const response = await fetch(url + accepted.events_url, {
      headers: { authorization: `Bearer ${h.stranger.keys.read.key}` },
    })
    expect(response.status).toBe(404)
  })
})
