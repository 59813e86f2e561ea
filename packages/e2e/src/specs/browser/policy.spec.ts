import type { Page } from '@playwright/test'
import { watchPolicy } from '../../support/policy-watch.ts'
import { wish } from '../../support/sandbox.ts'
import { expect, test } from '../../support/test.ts'

const phone = { width: 390, height: 844 }
const unknownId = '0190a6d8-0000-7000-8000-000000000000'

/** Pages for whoever is not signed in, and for whoever is. */
const openPages = ['/sign-in', '/sign-in?error=x', '/forgot-password', '/reset-password/abc', '/invite/abc', '/nowhere']
const closedPages = [
  '/',
  '/clients/pasco-scientific',
  '/clients/pasco-scientific/new',
  '/clients/pasco-scientific/strategies',
  '/clients/pasco-scientific/templates',
  '/clients/pasco-scientific/prompts',
  '/clients/pasco-scientific/prompts/new',
  `/clients/pasco-scientific/prompts/${unknownId}`,
  '/clients/pasco-scientific/prompts/experiments',
  '/clients/pasco-scientific/prompts/experiments/new',
  `/clients/pasco-scientific/prompts/experiments/${unknownId}`,
  '/clients/pasco-scientific/prompts/test-sets',
  '/clients/pasco-scientific/prompts/test-sets/new',
  `/clients/pasco-scientific/prompts/test-sets/${unknownId}`,
  `/clients/pasco-scientific/prompts/test-sets/${unknownId}/compare?a=${unknownId}&b=${unknownId}`,
  '/clients/pasco-scientific/prompts/analytics',
  '/clients/pasco-scientific/settings',
  '/clients/pasco-scientific/settings/general',
  '/clients/pasco-scientific/settings/people',
  '/clients/pasco-scientific/settings/keys',
  '/clients/pasco-scientific/settings/privacy',
  '/clients/pasco-scientific/settings/audit',
  '/clients/pasco-scientific/settings/budget',
  '/clients/pasco-scientific/settings/models',
  '/clients/pasco-scientific/settings/slack',
  '/clients/pasco-scientific/settings/webhooks',
  '/clients/pasco-scientific/usage',
  '/clients/pasco-scientific/batches',
  '/clients/pasco-scientific/batches/new',
  '/clients/nobody',
  `/jobs/${unknownId}`,
  `/jobs/${unknownId}/receipt`,
  `/batches/${unknownId}`,
  '/account',
  '/account/profile',
  '/account/security',
  '/account/notifications',
  '/nowhere',
]

/** These lead to a page that is in the list itself. */
const redirects = ['/', '/clients/pasco-scientific/settings', '/account']

/**
 * Opens a page and waits until its scripts have run and its questions are answered. A busy machine is idle only when the
 * wait for that gives up: it is short, since what is asked for must be there by then anyway.
 */
async function open(page: Page, path: string): Promise<Record<string, string>> {
  const answer = await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: /^Loading/ })).toHaveCount(0)
  await page.evaluate('new Promise((done) => requestIdleCallback(done, { timeout: 500 }))')
  return (await answer?.allHeaders()) ?? {}
}

/** Opens each path, and expects of each answer a policy with another nonce, and that nothing was stopped by it. */
async function expectPolicies(page: Page, paths: string[]): Promise<void> {
  const broken = await watchPolicy(page)
  const nonces = new Set<string>()
  for (const path of paths) {
    const headers = await open(page, path)
    const policy = headers['content-security-policy'] ?? ''
    const [, nonce = ''] = /script-src 'nonce-([\w+/=]{22,})' 'strict-dynamic'/.exec(policy) ?? []
    expect([path, nonce]).not.toEqual([path, ''])
    expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toMatch(/unsafe|\*|https?:/)
    expect(policy).toContain("frame-ancestors 'none'")
    nonces.add(nonce)
    expect([path, broken.splice(0)]).toEqual([path, []])
  }
  expect(nonces.size).toBe(paths.length)
}

test('every page before signing in has a policy with a nonce of its own, and keeps it @full', async ({
  browser,
  demo,
}) => {
  test.slow()
  const context = await browser.newContext({ baseURL: demo.urls.frontend })
  await expectPolicies(await context.newPage(), openPages)
  await context.close()
})

test('every page of an owner has a policy with a nonce of its own, and keeps it @full', async ({ pageOf, pasco }) => {
  test.slow()
  const { id } = await pasco.write()
  await expectPolicies(await pageOf('pasco-scientific', 'owner'), [...closedPages, `/jobs/${id}`])
})

test('every page of a viewer on a phone has a policy with a nonce of its own, and keeps it @full', async ({
  pageOf,
}) => {
  test.slow()
  const pages = closedPages.filter((path) => !redirects.includes(path))
  await expectPolicies(await pageOf('pasco-scientific', 'viewer', phone), pages)
})

test('menus, themes, choices, dialogs, notices and live text keep the policy @full', async ({
  pageOf,
  pasco,
  sandbox,
}) => {
  test.slow()
  const { job_id } = await pasco.submit({ brief: `${wish.pause} ${wish.instant}` })
  await sandbox.untilPaused(1)
  const page = await pageOf('pasco-scientific', 'member')
  const broken = await watchPolicy(page)
  const keeps = (what: string) => expect([what, broken.splice(0)]).toEqual([what, []])

  await open(page, '/clients/pasco-scientific')
  await page.getByRole('button', { name: /^Account: / }).click()
  for (const theme of ['Dark', 'Light', 'System']) {
    await page.getByRole('menuitemradio', { name: theme }).click()
    await expect(page.getByRole('menuitemradio', { name: theme })).toBeChecked()
  }
  await page.keyboard.press('Escape')
  keeps('themes')

  await page.keyboard.press('Control+K')
  await page.keyboard.press('Escape')
  keeps('the search for a client')

  await open(page, '/clients/pasco-scientific/new')
  await page.getByRole('combobox').first().click()
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Escape')
  keeps('a choice')

  await open(page, `/jobs/${job_id}`)
  await expect(page.getByRole('article', { name: 'Draft' })).toContainText(/\w+ \w+ \w+/)
  keeps('live text')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await page.getByRole('alertdialog').getByRole('button').first().click()
  keeps('a dialog')
  await sandbox.resume()
  await expect(page.getByRole('status', { name: 'Status' })).toContainText('Completed')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: /^Copy/ }).first().click()
  keeps('the finished piece and a copy of it')

  // Signing out while nobody answers shows a notice.
  await page.route('**/api/auth/**', (route) => route.abort())
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByText('Signing out failed')).toBeVisible()
  keeps('a notice')
})

test('the sheet of a phone keeps the policy @full', async ({ pageOf }) => {
  const page = await pageOf('heaviside-digital', 'member', phone)
  const broken = await watchPolicy(page)
  await open(page, '/clients/heaviside-digital')
  await page.getByRole('button', { name: 'Choose a client, now Heaviside Digital' }).click()
  await expect(page.getByRole('dialog', { name: 'Clients' })).toBeVisible()
  expect(broken).toEqual([])
})

test('what gets into a page without us does not run @full', async ({ pageOf }) => {
  const page = await pageOf('pasco-scientific', 'viewer')
  const broken = await watchPolicy(page)
  const intruders = `
    <script>window.hasRun = 1</script>
    <script nonce="guessed">window.hasRun = 2</script>
    <script src="https://evil.example/x.js"></script>
    <script src="/icon.svg"></script>
    <img src="https://evil.example/x.png" onerror="window.hasRun = 3">
    <iframe src="https://evil.example/"></iframe>
    <style>body { display: none }</style>
    <base href="https://evil.example/">
    <link rel="stylesheet" href="https://evil.example/x.css">`
  await page.route('**/clients/pasco-scientific', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: (await response.text()).replace('</body>', `${intruders}</body>`) })
  })
  await open(page, '/clients/pasco-scientific')
  await page.evaluate('void fetch("https://evil.example/").catch(() => undefined)')
  for (const directive of [
    'script-src-attr',
    'script-src-elem',
    'img-src',
    'frame-src',
    'style-src-elem',
    'base-uri',
    'connect-src',
  ])
    await expect.poll(() => broken.some((what) => what.startsWith(`${directive} stopped`)), directive).toBe(true)
  expect(await page.evaluate('window.hasRun')).toBeUndefined()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('answers to scripts do nothing when they are opened as a page @full', async ({ demo }) => {
  for (const path of ['/api/smm/clients', '/api/health', '/api/auth/session', '/api/nothing']) {
    const answer = await fetch(demo.urls.frontend + path)
    expect([path, answer.headers.get('content-security-policy')]).toEqual([
      path,
      expect.stringMatching(/^default-src 'none'/),
    ])
    expect([path, answer.headers.get('x-content-type-options')]).toEqual([path, 'nosniff'])
  }
})
