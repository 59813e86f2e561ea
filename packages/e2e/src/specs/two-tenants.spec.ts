import { isFinal, type Job } from '@hg/contracts'
import { randomUUID } from 'node:crypto'
import type { Answer, Caller, CallOptions } from '../support/caller.ts'
import { closedOperations, type Operation } from '../support/operations.ts'
import { browserCaller } from '../support/people.ts'
import { wish } from '../support/sandbox.ts'
import { type Audience, serviceCaller } from '../support/service-token.ts'
import { newRequest, type Tenant } from '../support/tenant.ts'
import { expect, test } from '../support/test.ts'

/** The ids of what a client has. */
interface Ids {
  client: string
  job: string
  strategy: string
  template: string
}

interface Probe extends CallOptions {
  params?: Record<string, string>
}

const request = { content_type: 'lesson_plan', topic: 'Whose is it', brief: wish.instant } as const
const prompt = { content_type: 'lesson_plan', topic: 'Whose is it', strategy: {} } as const

/**
 * How each operation is asked for what belongs to somebody else: everywhere that an id goes in. `own` are ids of the one
 * who asks. An operation that is not here fails the first test.
 */
const probes: Record<Audience, Record<string, (foreign: Ids, own: Ids) => Probe[]>> = {
  cpm: {
    generate: (foreign, own) => [
      { body: { ...request, client_id: foreign.client } },
      { body: { ...request, client_id: own.client, strategy_id: foreign.strategy } },
      { body: { ...request, client_id: own.client, template_id: foreign.template } },
    ],
    listJobs: (foreign) => [{ query: { client_id: foreign.client } }],
    getJob: (foreign) => [{ params: { id: foreign.job } }],
    cancelJob: (foreign) => [{ params: { id: foreign.job } }],
    streamClientEvents: (foreign) => [{ query: { client_id: foreign.client } }],
    streamJobEvents: (foreign) => [{ params: { id: foreign.job } }],
  },
  im: {
    generatePrompt: (foreign, own) => [
      { body: { ...prompt, client_id: foreign.client } },
      { body: { ...prompt, client_id: own.client, template_id: foreign.template } },
      { body: { ...prompt, client_id: own.client, job_id: foreign.job } },
    ],
  },
  smm: {
    listClients: () => [{}],
    getEffectiveStrategy: (foreign, own) => [
      { params: { id: foreign.client }, query: { content_type: 'lesson_plan' } },
      { params: { id: own.client }, query: { content_type: 'lesson_plan', strategy_id: foreign.strategy } },
    ],
  },
}
const services = Object.keys(probes) as Audience[]

test('every operation of every service is asked for the ids of another tenant', async ({ demo }) => {
  for (const service of services) {
    const documented = await closedOperations(demo.urls[service])
    expect([service, documented.map(({ id }) => id).sort()]).toEqual([service, Object.keys(probes[service]).sort()])
  }
})

for (const [asking, asked] of [
  ['pasco', 'ohio'],
  ['ohio', 'pasco'],
] as const) {
  test(`to ${asking}, the ids of ${asked} are no different from ids that do not exist`, async (fixtures) => {
    const { demo, stage, sandbox, sessionOf } = fixtures
    const [asker, owner] = [fixtures[asking], fixtures[asked]]
    const [own, foreign] = [await idsOf(asker), await idsOf(owner)]
    const running = await owner.submit({ brief: wish.pause })
    await sandbox.untilPaused(1)
    foreign.job = running.job_id

    const session = await sessionOf(asker.client.slug, 'owner')
    const byBrowser = (service: Audience) => browserCaller(demo.urls.frontend, service, session)
    const user = await whoIs(byBrowser('cpm'), asker)
    for (const service of services) {
      const byToken = (actor: string) => serviceCaller(stage.dataDir, demo.urls[service], service, actor)
      const doors: [string, Caller][] = [
        ['browser', byBrowser(service)],
        ['token of a person', await byToken(user)],
        ['token of a client', await byToken(`client:${own.client}`)],
        ...(service === 'cpm' ? [['API key', asker.api] as [string, Caller]] : []),
      ]
      for (const operation of await closedOperations(demo.urls[service])) {
        const make = probes[service][operation.id]
        for (const [door, caller] of make ? doors : []) {
          await test.step(`${service} ${operation.id} by ${door}`, async () => {
            const ask = (ids: Ids) =>
              Promise.all((make?.(ids, own) ?? []).map((probe) => send(caller, operation, probe, asker)))
            const answers = await ask(foreign)
            for (const missing of [missingIds(foreign, () => randomUUID()), missingIds(foreign, nextTo)]) {
              expect.soft(masked(answers, foreign)).toEqual(masked(await ask(missing), missing))
            }
            expect.soft(JSON.stringify(answers)).not.toContain(owner.client.name)
          })
        }
      }
    }
    expect((await owner.read(running.job_id)).status).toBe('processing')
    await sandbox.resume()
    expect((await owner.untilEnded(running.job_id)).status).toBe('completed')
  })
}

test('no list shows anything of another tenant', async ({ demo, pasco, ohio, sessionOf }) => {
  const [ours, theirs] = await Promise.all([pasco.write(), ohio.write()])
  const session = await sessionOf('pasco-scientific', 'owner')
  for (const caller of [pasco.api, browserCaller(demo.urls.frontend, 'cpm', session)]) {
    const { text } = await caller.call('GET', '/jobs', { query: { limit: '100' } })
    expect(text).toContain(ours.id)
    expect(text).not.toContain(theirs.id)
    expect(text).not.toContain(ohio.client.id)
  }
  const { text } = await browserCaller(demo.urls.frontend, 'smm', session).call('GET', '/clients')
  expect(text).toContain(pasco.client.id)
  for (const { id, slug } of demo.clients)
    if (slug !== pasco.client.slug) expect([slug, text.includes(id)]).toEqual([slug, false])
})

test('a strategy shows nothing of what stands above the client but its rules', async ({ demo, ohio, sessionOf }) => {
  const smm = browserCaller(demo.urls.frontend, 'smm', await sessionOf('ohio-paving', 'member'))
  const parent = demo.clients.find(({ slug }) => slug === ohio.client.parent_slug)
  const query = { content_type: 'blog_post' }
  expect((await smm.call('GET', `/clients/${ohio.client.id}/strategy`, { query })).status).toBe(200)
  expect((await smm.call('GET', `/clients/${parent?.id}/strategy`, { query })).status).toBe(404)
})

test('no stream tells of another tenant', async ({ demo, pasco, ohio, sessionOf }) => {
  const query = { client_id: ohio.client.id }
  const browser = browserCaller(demo.urls.frontend, 'cpm', await sessionOf('ohio-paving', 'member'))
  const streams = await Promise.all([ohio.api, browser].map((caller) => caller.events('/jobs/events', { query })))
  const foreign = await pasco.write()
  // What comes after on the same stream proves that the other would have come before.
  const { job_id } = await ohio.submit()
  for (const stream of streams) {
    await stream.untilStatus((event) => event.job_id === job_id && isFinal(event.status), 'the own job on the stream')
    stream.close()
    expect(stream.statuses().filter((event) => event.client_id !== ohio.client.id)).toEqual([])
    expect(JSON.stringify(stream.events)).not.toContain(foreign.id)
  }
})

test('an agency reads and cancels the jobs of its customers, and of nobody else', async ({
  demo,
  heaviside,
  ohio,
  sandbox,
}) => {
  const customer = demo.clients.find(({ slug }) => slug === 'cincinnati-electrician')
  const body = { ...newRequest({ brief: wish.pause }), client_id: customer?.id }
  const accepted = await heaviside.api.call('POST', '/generate', { body })
  const { job_id } = accepted.body as { job_id: string }
  await sandbox.untilPaused(1)
  expect((await ohio.api.call('POST', `/jobs/${job_id}/cancel`)).status).toBe(404)
  expect((await heaviside.read(job_id)).client_id).toBe(customer?.id)
  expect((await heaviside.api.call('POST', `/jobs/${job_id}/cancel`)).status).toBe(200)
})

/** What a tenant has: a job, and a strategy and a template of its own, or ids that nobody has. */
async function idsOf(tenant: Tenant): Promise<Ids> {
  const job = await tenant.write({ content_type: 'lesson_plan' })
  const layer = job.strategy.layers.find(({ client_id }) => client_id === tenant.client.id)
  const isOwnTemplate = job.prompt?.name.startsWith(tenant.client.name.split(' ')[0] ?? '') ?? false
  return {
    client: tenant.client.id,
    job: job.id,
    strategy: layer?.strategy_id ?? randomUUID(),
    template: isOwnTemplate ? (job.prompt?.template_id ?? '') : randomUUID(),
  }
}

/** `user:<uuid>` of whoever is signed in: a job says who asked for it. */
async function whoIs(browser: Caller, tenant: Tenant): Promise<string> {
  const { body } = await browser.call('POST', '/generate', { body: { ...newRequest(), client_id: tenant.client.id } })
  return (await tenant.untilEnded((body as { job_id: string }).job_id)).created_by
}

interface Outcome {
  status: number
  body: unknown
  /** What became of a job that was accepted. */
  ended?: Pick<Job, 'status' | 'error_code' | 'error_message'>
}

async function send(caller: Caller, operation: Operation, probe: Probe, asker: Tenant): Promise<Outcome> {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => probe.params?.[name] ?? '')
  const { status, body }: Answer = await caller.call(operation.method, path, probe)
  if (status !== 202) return { status, body }
  const { error_code, error_message, ...job } = await asker.untilEnded((body as { job_id: string }).job_id)
  return { status, body: null, ended: { status: job.status, error_code, error_message } }
}

function missingIds(ids: Ids, make: (id: string) => string): Ids {
  return { client: make(ids.client), job: make(ids.job), strategy: make(ids.strategy), template: make(ids.template) }
}

/** An id that only its last digits tell from another. */
function nextTo(id: string): string {
  return id.slice(0, -4) + (id.endsWith('0000') ? '1111' : '0000')
}

/** Answers without what differs anyway: the request's id, and the ids that were asked for. */
function masked(answers: Outcome[], ids: Ids): unknown {
  let text = JSON.stringify(answers).replace(/"request_id":"[^"]*"/g, '"request_id":""')
  for (const [name, id] of Object.entries(ids)) text = text.replaceAll(id as string, `<${name}>`)
  return JSON.parse(text)
}
