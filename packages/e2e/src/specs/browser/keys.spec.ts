import type { Locator, Page } from '@playwright/test'
import { waitFor } from '@hg/testkit'
import { browserCaller } from '../../support/people.ts'
import { createTenant, type Tenant, uniqueTag } from '../../support/tenant.ts'
import { expect, test } from '../../support/test.ts'

const keysPage = '/clients/cincinnati-electrician/settings/keys'

/** Everything that the page was sent since, as text. */
function gatherAnswers(page: Page): () => Promise<string> {
  const answers: Promise<string>[] = []
  page.on('response', (response) => answers.push(response.text().catch(() => '')))
  return async () => (await Promise.all(answers)).join('\n')
}

/** Reads the key that a dialog shows this once, and leaves the dialog. */
async function takeKey(page: Page): Promise<string> {
  const key = await page.getByRole('region', { name: 'API key' }).locator('code').innerText()
  await page.getByRole('button', { name: 'I have copied it' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  return key
}

/** Opens the stream of a client's events with a key, and waits until the key is refused and the stream has ended. */
async function watchItsEnd({ api, client }: Tenant): Promise<() => Promise<void>> {
  const query = { client_id: client.id }
  const stream = await api.events('/jobs/events', { query })
  return async () => {
    const refused = async () => (await api.call('GET', '/jobs', { query })).status === 401
    await waitFor(refused, { what: 'the key being refused' })
    await waitFor(() => stream.hasEnded(), { what: 'the end of its stream' })
  }
}

test('an API key is shown once, replaced while both work, and refused at once when it is ended @full', async ({
  pageOf,
  sessionOf,
  demo,
  heaviside,
}) => {
  const client = demo.clients.find(({ slug }) => slug === 'cincinnati-electrician') ?? heaviside.client
  const name = `Nightly import ${uniqueTag()}`
  const page = await pageOf('heaviside-digital', 'admin')
  await page.goto(keysPage)
  await page.getByRole('button', { name: 'Make a key' }).click()
  const form = page.getByRole('form', { name: 'Make an API key' })
  await form.getByLabel('Name').fill(name)
  await form.getByRole('checkbox', { name: 'Request content' }).check()
  await form.getByRole('button', { name: 'Make the key' }).click()
  const first = await takeKey(page)
  expect(first).toMatch(/^hg_live_\w+$/)

  const answers = gatherAnswers(page)
  await page.reload()
  const rows = page
    .getByRole('table', { name: /^API keys of/ })
    .getByRole('row')
    .filter({ hasText: name })
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('Works')
  expect(await answers()).not.toContain(first)
  const listed = browserCaller(demo.urls.frontend, 'smm', await sessionOf('heaviside-digital', 'admin'))
  expect((await listed.call('GET', `/clients/${client.id}/api-keys`)).text).not.toContain(first)

  const former = createTenant(demo.urls.cpm, client, first)
  expect((await former.write()).status).toBe('completed')
  const endOfFormer = await watchItsEnd(former)
  await rows.getByRole('button', { name: 'Rotate' }).click()
  await page.getByRole('button', { name: 'Make the new key' }).click()
  const second = await takeKey(page)
  expect(second).not.toBe(first)
  const later = createTenant(demo.urls.cpm, client, second)
  for (const tenant of [former, later]) await tenant.submit()

  const old = rows.filter({ hasText: 'Being replaced' })
  await old.getByRole('button', { name: 'Finish' }).click()
  await confirm(page, 'End the old key')
  await endOfFormer()
  await expect(rows.filter({ hasText: 'Revoked' })).toHaveCount(1)

  const endOfLater = await watchItsEnd(later)
  const live = rows.filter({ hasText: 'Works' })
  await live.getByRole('button', { name: 'Revoke' }).click()
  await confirm(page, 'Revoke', name)
  await endOfLater()
  await expect(rows.filter({ hasText: 'Revoked' })).toHaveCount(2)
})

test('a provider key is tested on saving, used for the client’s pieces, and never shown again @full', async ({
  pageOf,
  heaviside,
  demo,
  sandbox,
}) => {
  const client = demo.clients.find(({ slug }) => slug === 'cincinnati-electrician') ?? heaviside.client
  const key = `gsk_${uniqueTag()}${uniqueTag()}`
  const page = await pageOf('heaviside-digital', 'owner')
  await page.goto(keysPage)
  const row = page
    .getByRole('table', { name: /^Provider keys of/ })
    .getByRole('row')
    .filter({ hasText: 'Groq' })
  await expect(row).toContainText('The platform’s')
  await row.getByRole('button', { name: 'Add a key' }).click()
  const form = page.getByRole('form', { name: 'Key to Groq' })
  await form.getByLabel('Key').fill(`refused_${key}`)
  await form.getByRole('button', { name: 'Save the key' }).click()
  await expect(form.getByRole('alert').filter({ hasText: 'Groq refused the key' }).first()).toBeVisible()

  await form.getByLabel('Key').fill(key)
  const answers = gatherAnswers(page)
  await form.getByRole('button', { name: 'Save the key' }).click()
  await expect(row).toContainText('Accepted')
  await expect(row).toContainText(`ends in …${key.slice(-4)}`)
  await page.reload()
  await expect(row).toContainText('Own key')
  await row.getByRole('button', { name: 'Replace' }).click()
  await expect(form.getByLabel('Key')).toHaveValue('')
  await page.keyboard.press('Escape')
  expect(await answers()).not.toContain(key)

  const tenant = createTenant(demo.urls.cpm, client, keyOf(demo.api_keys, 'heaviside-digital'))
  const endings = async () => (await sandbox.tally()).calls.map(({ key_ending }) => key_ending)
  expect((await tenant.write({ llm: { provider: 'groq' } })).status).toBe('completed')
  expect(await endings()).toContain(key.slice(-4))

  await row.getByRole('button', { name: 'Remove' }).click()
  await confirm(page, 'Remove')
  await expect(row).toContainText('The platform’s')
  await sandbox.reset()
  expect((await tenant.write({ llm: { provider: 'groq' } })).status).toBe('completed')
  expect(await endings()).not.toContain(key.slice(-4))
})

/** Answers the question that stands before something final, with the name typed out where it is asked for. */
async function confirm(page: Page, button: string, typed?: string): Promise<void> {
  const question: Locator = page.getByRole('alertdialog')
  if (typed !== undefined) await question.getByRole('textbox').fill(typed)
  await question.getByRole('button', { name: button, exact: true }).click()
  await expect(question).toHaveCount(0)
}

function keyOf(keys: { client_slug: string; key: string }[], slug: string): string {
  return keys.find(({ client_slug }) => client_slug === slug)?.key ?? ''
}
