import { batchAccepted, type Client, issuedApiKey, promptList } from '@hg/contracts'
import type { Page } from '@playwright/test'
import type { Caller } from './caller.ts'
import { wish } from './sandbox.ts'
import { createTenant, newRequest, type Tenant, uniqueTag } from './tenant.ts'
import { bodyOf } from './traced-person.ts'

/** Words of one client that nothing else holds. */
export type ClientWords = ReturnType<typeof wordsOfClient>

export function wordsOfClient(tag: string) {
  return {
    'former name': `Quibblewright${tag}`,
    name: `Brambleforth${tag}`,
    'former slug': `quibble-${tag}`,
    slug: `bramble-${tag}`,
    industry: `Lanternmaking${tag}`,
    'fact of their own': `Foundersday${tag}`,
    strategy: `Wickstrategy${tag}`,
    voice: `Candlevoice${tag}`,
    'banned phrase': `Gaslightphrase${tag}`,
    'content template': `Wicktemplate${tag}`,
    'guidance of a section': `Snufferguidance${tag}`,
    topic: `Tallowtopic${tag}`,
    brief: `Beeswaxbrief${tag}`,
    keyword: `Matchkeyword${tag}`,
    metadata: `Orderlantern${tag}`,
    'idempotency key': `Idemlantern${tag}`,
    'topic of a piece that failed': `Soottopic${tag}`,
    'topic of a piece by key': `Sconcetopic${tag}`,
    'name of a key': `Lampkey${tag}`,
    'name of a test set': `Wickset${tag}`,
    'topic of a test set': `Mantletopic${tag}`,
    'brief of a test set': `Mantlebrief${tag}`,
    'invited address': `guest${tag}@lantern.example`,
  }
}

/** Gives the client a strategy, a content template and keys, and asks for a piece and for one that fails, by key. */
export async function keepHouse(
  cpmUrl: string,
  smm: Caller,
  client: Client,
  words: ClientWords,
): Promise<{ tenant: Tenant; pieces: string[]; secrets: Record<string, string> }> {
  const at = `/clients/${client.id}`
  const strategy = {
    name: words.strategy,
    content_type: 'any',
    is_active: true,
    configuration: { brand: { voice: words.voice }, content: { banned_phrases: [words['banned phrase']] } },
  }
  bodyOf(await smm.call('POST', `${at}/strategies`, { body: strategy }), 201)
  const sections = [{ heading: 'Light', guidance: words['guidance of a section'] }]
  const template = { name: words['content template'], content_types: ['blog_post'], sections }
  const { id } = bodyOf(await smm.call('POST', `${at}/content-templates`, { body: template }), 201) as { id: string }
  const providerKey = `gsk_${uniqueTag()}${uniqueTag()}`
  bodyOf(await smm.call('PUT', `${at}/provider-keys/groq`, { body: { key: providerKey } }))
  const scopes = ['content:read', 'content:write']
  const issued = await smm.call('POST', `${at}/api-keys`, { body: { name: words['name of a key'], scopes } })
  const { key } = issuedApiKey.parse(bodyOf(issued, 201))

  const tenant = createTenant(cpmUrl, { ...client, parent_slug: null }, key)
  const request = newRequest({ topic: words['topic of a piece by key'], content_template_id: id })
  const accepted = await tenant.api.call('POST', '/generate', {
    body: { client_id: client.id, ...request, metadata: { order: words.metadata } },
    headers: { 'idempotency-key': words['idempotency key'] },
  })
  const { job_id } = bodyOf(accepted, 202) as { job_id: string }
  const failing = { topic: words['topic of a piece that failed'], brief: wish.fault('400') }
  const failed = await tenant.submit(failing)
  return { tenant, pieces: [job_id, failed.job_id], secrets: { 'API key': key, 'provider key': providerKey } }
}

/** Saves a test set of the client, and tries what serves it on that. Answers the ids of the trials. */
export async function tryOnTestSet(
  services: { im: Caller; cpm: Caller },
  clientId: string,
  set: { name: string; briefs: object[]; job_ids?: string[] },
): Promise<string[]> {
  const { im, cpm } = services
  const saved = await im.call('POST', `/clients/${clientId}/test-sets`, { body: { content_type: 'blog_post', ...set } })
  const { id } = bodyOf(saved, 201) as { id: string }
  const list = promptList.parse(bodyOf(await im.call('GET', `/clients/${clientId}/prompts`)))
  const serves = list.providers.find(({ content_type }) => content_type === 'blog_post')?.serves
  const version = { template_id: serves?.template_id, template_version: serves?.version }
  const begun = await cpm.call('POST', `/test-sets/${id}/runs`, { body: version })
  return batchAccepted.parse(bodyOf(begun, 202)).job_ids
}

/** Asks for a piece by the form, which then stands still in the middle of its text. Answers its id. */
export async function requestByForm(page: Page, slug: string, words: ClientWords): Promise<string> {
  await page.goto(`/clients/${slug}/new`)
  const form = page.getByRole('form', { name: 'Request content' })
  await form.getByLabel('Topic').fill(words.topic)
  await form.getByLabel('Keywords').fill(words.keyword)
  await form.getByLabel('Keywords').press('Enter')
  await form.getByLabel('Brief').fill(`Mention ${words.brief}. ${wish.pause} ${wish.instant}`)
  await form.getByRole('button', { name: 'Request content' }).click()
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
  return page.url().split('/').at(-1) ?? ''
}
