import { client as clientRow, clientDetails, sentInvite } from '@hg/contracts'
import type { Caller } from '../support/caller.ts'
import { findIn, readKeptTexts } from '../support/kept-texts.ts'
import { browserCaller } from '../support/people.ts'
import { pgCommand } from '../support/pg-command.ts'
import { wish } from '../support/sandbox.ts'
import { uniqueTag } from '../support/tenant.ts'
import { expect, test } from '../support/test.ts'
import { keepHouse, requestByForm, tryOnTestSet, wordsOfClient } from '../support/traced-client.ts'
import { bodyOf, joinAndLive, wordsOfPerson } from '../support/traced-person.ts'

test('after a person and a client were erased, none of their words is kept anywhere, and at no time a secret @full', async ({
  demo,
  stage,
  sandbox,
  sessionOf,
  browser,
}) => {
  test.setTimeout(180_000)
  const url = demo.urls.frontend
  const tag = uniqueTag()
  const [ofPerson, ofClient] = [wordsOfPerson(tag), wordsOfClient(tag)]
  const words = { ...ofPerson, ...ofClient }
  expect(Object.keys(words).length).toBeGreaterThanOrEqual(20)
  const email = ofPerson['e-mail address']
  const slugId = (slug: string) => demo.clients.find((one) => one.slug === slug)?.id ?? ''

  // Somebody above makes the client, and invites the person there and elsewhere.
  const owner = await sessionOf('hg-content', 'owner')
  const root = browserCaller(url, 'smm', owner)
  const facts = { industry: ofClient.industry, custom: { Founded: ofClient['fact of their own'] } }
  const client = await addClient(root, {
    parent_id: slugId('hg-content'),
    type: 'agency',
    name: `${ofClient['former name']} "Lamps" & Co`,
    slug: ofClient['former slug'],
    facts,
  })
  const at = `/clients/${client.id}`
  const { link } = await invite(root, client.id, email, 'admin')
  await invite(root, slugId('ohio-paving'), email, 'viewer')
  await invite(root, client.id, ofClient['invited address'], 'viewer')

  // The person joins, lives, and works: by hand, by key, and in a browser.
  const token = link?.split('/').at(-1) ?? ''
  const person = await joinAndLive({ url, dataDir: stage.dataDir }, ofPerson, token)
  const house = await keepHouse(demo.urls.cpm, person.smm, client, ofClient)
  const context = await browser.newContext({ baseURL: url, userAgent: `${ofPerson['device, a browser']}/1.0` })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('Code').fill(person.spareCode)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(ofClient['former name'])
  const written = await requestByForm(page, client.slug, ofClient)
  await sandbox.untilPaused(1)
  await expect(page.getByRole('article', { name: 'Draft' })).toContainText(/\w+ \w+ \w+/)
  const whileWriting = await readKeptTexts(stage)
  await sandbox.resume()
  const services = { im: browserCaller(url, 'im', owner), cpm: browserCaller(url, 'cpm', owner) }
  const brief = { topic: ofClient['topic of a test set'], brief: `${ofClient['brief of a test set']} ${wish.instant}` }
  const trials = await tryOnTestSet(services, client.id, { name: ofClient['name of a test set'], briefs: [brief] })
  const ended = await Promise.all([...house.pieces, written, ...trials].map((id) => house.tenant.untilEnded(id)))
  expect(ended.map(({ status }) => status)).toEqual(['completed', 'failed', 'completed', 'completed'])
  // Those above take one of its briefs, and write from it.
  const taken = { name: `Taken ${tag}`, briefs: [], job_ids: house.pieces.slice(0, 1) }
  const [trial = ''] = await tryOnTestSet(services, slugId('hg-content'), taken)
  await expect
    .poll(async () => bodyOf(await services.cpm.call('GET', `/jobs/${trial}`)))
    .toMatchObject({ status: 'completed' })
  const cookies = (await context.cookies()).filter(({ value }) => value.length > 20)
  await context.close()

  // A client leaves the agency before it is renamed: its own audit names it by the former name.
  const child = await addClient(root, { parent_id: client.id, name: `Moved ${tag}` })
  await move(root, child.id, slugId('heaviside-digital'))
  const { version } = clientDetails.parse(bodyOf(await root.call('GET', at)))
  const renamed = { base_version: version, name: `${ofClient.name} "Lamps" & Co`, slug: ofClient.slug }
  bodyOf(await root.call('PATCH', at, { body: renamed }))
  // What the database refuses, it writes into its log.
  const twin = { parent_id: client.id, name: 'Twin', slug: ofClient.slug }
  expect((await root.call('POST', '/clients', { body: twin })).status).toBe(409)
  bodyOf(await root.call('GET', `${at}/export`))
  bodyOf(await person.smm.call('GET', '/me/export'))

  const secrets = {
    ...person.secrets,
    ...house.secrets,
    ...Object.fromEntries(cookies.map(({ name, value }) => [`cookie ${name}`, value])),
  }
  expect(Object.values(secrets).filter((text) => text.length < 8)).toEqual([])
  const before = await readKeptTexts(stage)
  expect([...findIn(whileWriting, secrets), ...findIn(before, secrets)]).toEqual([])
  // The search is sharp: each word stands in the database, and text in the making in Redis. Nothing is in a log.
  const found = findIn(before, words)
  expect(Object.keys(words).filter((what) => !found.includes(`${what}: database`))).toEqual([])
  expect(findIn(whileWriting, words)).toContain('topic: redis')
  expect(found.filter((line) => line.includes(': log'))).toEqual([])

  bodyOf(await root.call('POST', `/people/${person.id}/erase`, { body: { confirm: email } }))
  expect(findIn(await readKeptTexts(stage), ofPerson)).toEqual([])

  bodyOf(await root.call('POST', `${at}/archive`))
  bodyOf(await root.call('POST', `${at}/erase`, { body: { confirm: ofClient.slug } }))
  const left = async () => findIn(await readKeptTexts(stage), { ...words, ...secrets })
  // Text in the making leaves the queue half a minute after it was written.
  await expect.poll(left, { timeout: 60_000, intervals: [1000] }).toEqual([])
  const verified = await pgCommand(stage, 'audit', 'verify')
  expect([verified.code, verified.out]).toEqual([0, expect.stringContaining('the audit verifies')])
})

async function addClient(caller: Caller, body: object) {
  return clientRow.parse(bodyOf(await caller.call('POST', '/clients', { body }), 201))
}

async function invite(caller: Caller, clientId: string, email: string, role: string) {
  const sent = await caller.call('POST', `/clients/${clientId}/invites`, { body: { email, role } })
  return sentInvite.parse(bodyOf(sent, 201))
}

async function move(caller: Caller, clientId: string, parentId: string): Promise<void> {
  const plan = { parent_id: parentId, scope: 'client' }
  const preview = await caller.call('POST', `/clients/${clientId}/move/preview`, { body: plan })
  const { confirmation } = bodyOf(preview) as { confirmation: string }
  bodyOf(await caller.call('POST', `/clients/${clientId}/move`, { body: { ...plan, confirmation } }))
}
