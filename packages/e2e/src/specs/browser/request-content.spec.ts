import type { Page } from '@playwright/test'
import { wish } from '../../support/sandbox.ts'
import { newRequest, uniqueTag } from '../../support/tenant.ts'
import { expect, test } from '../../support/test.ts'

const statusOf = (page: Page) => page.getByRole('status', { name: 'Status' })

/** Leaves a mark that a reload would wipe away. */
async function markPage(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate('window.wasNotReloaded = true')
  return async () => (await page.evaluate('window.wasNotReloaded === true')) === true
}

test('a member picks a client, asks for a piece, watches it being written, and opens the article', async ({
  pageOf,
  sandbox,
}) => {
  const topic = `Choosing an electrician for an old house ${uniqueTag()}`
  const page = await pageOf('heaviside-digital', 'member')
  await page.goto('/')
  await page
    .getByRole('tree', { name: 'Clients' })
    .getByRole('treeitem', { name: /Cincinnati Electrician/ })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'Cincinnati Electrician Co.' })).toBeVisible()
  const wasNotReloaded = await markPage(page)

  await page.getByRole('link', { name: 'New content' }).first().click()
  const form = page.getByRole('form', { name: 'Request content' })
  await form.getByLabel('Topic').fill(topic)
  await form.getByLabel('Keywords').fill('licensed electrician')
  await form.getByLabel('Keywords').press('Enter')
  await form.getByLabel('Brief').fill(`Mention the permit. ${wish.pause} ${wish.instant}`)
  await form.getByRole('button', { name: 'Request content' }).click()

  await expect(page).toHaveURL(/\/jobs\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('heading', { level: 1, name: topic })).toBeVisible()
  await sandbox.untilPaused(1)
  await expect(statusOf(page)).toContainText('Writing')
  await expect(page.getByRole('article', { name: 'Draft' })).toContainText(/\w+ \w+ \w+/)

  await sandbox.resume()
  await expect(statusOf(page)).toContainText('Completed')
  const article = page.getByRole('article', { name: 'Article' })
  await expect(article.getByRole('heading').first()).toBeVisible()
  await expect(article).toContainText(/licensed electrician/i)
  await expect(page.getByRole('article', { name: 'Draft' })).toHaveCount(0)
  expect(await wasNotReloaded()).toBe(true)
})

test('the list of a client shows a new piece and its end without a reload', async ({ pageOf, pasco, sandbox }) => {
  const page = await pageOf('pasco-scientific', 'viewer')
  await page.goto('/clients/pasco-scientific')
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  const wasNotReloaded = await markPage(page)

  const request = newRequest({ brief: `${wish.pause} ${wish.instant}` })
  const { job_id } = await pasco.submit(request)
  const row = page.getByRole('row').filter({ hasText: request.topic })
  await expect(row).toContainText('Writing')
  await sandbox.resume()
  const { title } = await pasco.untilEnded(job_id)
  const done = page
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: title ?? '' }) })
    .first()
  await expect(done).toContainText('Completed')
  await done.getByRole('link').first().click()
  await expect(page).toHaveURL(new RegExp(`/jobs/${job_id}$`))
  await expect(page.getByRole('article', { name: 'Article' })).toBeVisible()
  expect(await wasNotReloaded()).toBe(true)
})

test('a piece can be cancelled while it is written', async ({ pageOf, pasco, sandbox }) => {
  const { job_id } = await pasco.submit({ brief: `${wish.pause} ${wish.instant}` })
  await sandbox.untilPaused(1)
  const page = await pageOf('pasco-scientific', 'member')
  await page.goto(`/jobs/${job_id}`)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel the piece' }).click()
  await expect(statusOf(page)).toContainText('Cancelled')
  await expect(page.getByText('This piece was cancelled')).toBeVisible()
})

test('what the form refuses stands at its field, and what was typed stays', async ({ pageOf }) => {
  const page = await pageOf('pasco-scientific', 'member')
  await page.goto('/clients/pasco-scientific/new')
  const form = page.getByRole('form', { name: 'Request content' })
  await form.getByLabel('Brief').fill('For teachers.')
  await form.getByRole('button', { name: 'Request content' }).click()
  await expect(form.getByLabel('Topic')).toHaveAttribute('aria-invalid', 'true')
  await expect(form.getByRole('alert')).toBeVisible()
  await expect(form.getByLabel('Brief')).toHaveValue('For teachers.')
  await expect(page).toHaveURL(/\/new$/)
})

test('a failed piece says what happened, and can be asked for again as it was', async ({ pageOf, pasco }) => {
  const request = newRequest({ brief: `${wish.fault('refused', 'times=1')} ${wish.instant}` })
  const { id } = await pasco.write(request)
  const page = await pageOf('pasco-scientific', 'member')
  await page.goto(`/jobs/${id}`)
  await expect(statusOf(page)).toContainText('Failed')
  await expect(page.getByRole('alert').filter({ hasText: 'The provider refused to write about this.' })).toBeVisible()

  await page.getByRole('link', { name: 'Request it again' }).click()
  const form = page.getByRole('form', { name: 'Request content' })
  await expect(form.getByLabel('Topic')).toHaveValue(request.topic)
  await expect(form.getByLabel('Brief')).toHaveValue(request.brief ?? '')
  await form.getByRole('button', { name: 'Request content' }).click()
  await expect(statusOf(page)).toContainText('Completed')
})

test('what a piece is about never runs in the browser', async ({ pageOf, pasco }) => {
  const topic = `<img src=x onerror="window.hasRun=1"><script>window.hasRun=1</script> [read](javascript:hasRun=1) ${uniqueTag()}`
  const { id } = await pasco.write({ topic, keywords: ['<b>safety</b>'] })
  const page = await pageOf('pasco-scientific', 'member')
  for (const path of [`/jobs/${id}`, '/clients/pasco-scientific']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByText('Completed').first()).toBeVisible()
    expect(await page.evaluate('window.hasRun')).toBeUndefined()
    for (const link of await page.getByRole('link').all()) {
      expect(await link.getAttribute('href')).toMatch(/^(\/|#|https?:)/)
    }
  }
})
