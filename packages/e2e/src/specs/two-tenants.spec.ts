import { contentTemplateList, generatePromptResponse, isFinal } from '@hg/contracts'
import { randomUUID } from 'node:crypto'
import { type Caller } from '../support/caller.ts'
import { closedOperations } from '../support/operations.ts'
import { browserCaller } from '../support/people.ts'
import { wish } from '../support/sandbox.ts'
import { type Audience, serviceCaller } from '../support/service-token.ts'
import type { Ids } from '../support/tenant-ids.ts'
import { mapIds, masked, nextTo, probes, sendProbes } from '../support/tenant-probes.ts'
import { newRequest, type Tenant } from '../support/tenant.ts'
import { expect, test } from '../support/test.ts'

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
  test(`to ${asking}, the ids of ${asked} are no different from ids that do not exist`, async ({
    demo,
    stage,
    sandbox,
    sessionOf,
    pasco,
    ohio,
  }) => {
    // A hundred operations, each asked through every door with three kinds of ids.
    test.setTimeout(180_000)
    const [asker, owner] = asking === 'pasco' ? [pasco, ohio] : [ohio, pasco]
    const session = await sessionOf(asker.client.slug, 'member')
    const byBrowser = (service: Audience) => browserCaller(demo.urls.frontend, service, session)
    const byToken = (service: Audience, actor: string) =>
      serviceCaller(stage.dataDir, demo.urls[service], service, actor)
    const person = await whoIs(byBrowser('cpm'), asker)
    const [own, foreign] = await Promise.all(
      [asker, owner].map(async (tenant) => {
        const actor = `client:${tenant.client.id}`
        return idsOf(tenant, await byToken('im', actor), await byToken('smm', actor))
      }),
    )
    if (!own || !foreign) return
    const running = await owner.submit({ brief: wish.pause })
    foreign.job = running.job_id
    await sandbox.untilPaused(1)

    for (const service of services) {
      const doors: [string, Caller][] = [
        ['browser', byBrowser(service)],
        ['token of a person', await byToken(service, person)],
        ['token of a client', await byToken(service, `client:${own.client}`)],
        ...(service === 'cpm' ? [['API key', asker.api] as [string, Caller]] : []),
      ]
      for (const operation of await closedOperations(demo.urls[service])) {
        const probesFor = (ids: Ids) => probes[service][operation.id]?.(ids, own) ?? []
        for (const [door, caller] of doors) {
          await test.step(`${service} ${operation.id} by ${door}`, async () => {
            const ask = async (ids: Ids) => masked(await sendProbes(caller, operation, probesFor(ids), asker), ids)
            const answers = await ask(foreign)
            expect.soft(answers).toEqual(await ask(mapIds(foreign, () => randomUUID())))
            expect.soft(answers).toEqual(await ask(mapIds(foreign, nextTo)))
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
  const lineage = [pasco.client.slug, pasco.client.parent_slug]
  const others = demo.clients.filter(({ slug }) => !lineage.includes(slug))
  expect(others.filter(({ id, name }) => text.includes(id) || text.includes(name))).toEqual([])
})

test('a customer reads its own strategy, and not the one of the agency above it', async ({ demo, ohio, sessionOf }) => {
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

test('an agency reads and cancels the jobs of its customers, and nobody else does', async ({
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

/** What a tenant has: a job, and a strategy and templates of its own; an id that nobody has where it has none. */
async function idsOf(tenant: Tenant, im: Caller, smm: Caller): Promise<Ids> {
  const { client } = tenant
  const job = await tenant.write({ content_type: 'lesson_plan' })
  const layer = job.strategy.layers.find(({ client_id }) => client_id === client.id)
  const body = { client_id: client.id, content_type: 'lesson_plan', topic: 'Whose template', strategy: {} }
  const { template } = generatePromptResponse.parse((await im.call('POST', '/generate-prompt', { body })).body)
  const listed = await smm.call('GET', `/clients/${client.id}/content-templates`)
  const named = contentTemplateList.parse(listed.body).items.find(({ inherited }) => !inherited)
  return {
    client: client.id,
    slug: client.slug,
    job: job.id,
    strategy: layer?.strategy_id ?? randomUUID(),
    template: template.client_id === client.id ? template.id : randomUUID(),
    contentTemplate: named?.id ?? randomUUID(),
    // A tenant asks with its key, and a job says who asked for it.
    apiKey: job.created_by.replace(/^key:/, ''),
  }
}

/** `user:<uuid>` of whoever is signed in: a job says who asked for it. */
async function whoIs(browser: Caller, tenant: Tenant): Promise<string> {
  const { body } = await browser.call('POST', '/generate', { body: { ...newRequest(), client_id: tenant.client.id } })
  return (await tenant.untilEnded((body as { job_id: string }).job_id)).created_by
}
