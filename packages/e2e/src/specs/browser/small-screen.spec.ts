import type { Page } from '@playwright/test'
import { wish } from '../../support/sandbox.ts'
import { expect, test } from '../../support/test.ts'

const phone = { width: 390, height: 844 }

/** How many pixels the page is wider than the screen. */
async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}

test('no page is wider than a phone', async ({ pageOf, page: stranger, demo, pasco, sandbox }) => {
  const [done, failed] = await Promise.all([
    pasco.write(),
    pasco.write({ brief: `${wish.fault('refused')} ${wish.instant}` }),
  ])
  const running = await pasco.submit({ brief: `${wish.pause} ${wish.instant}` })
  await sandbox.untilPaused(1)

  await stranger.setViewportSize(phone)
  await stranger.goto(`${demo.urls.frontend}/sign-in`)
  await expect(stranger.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  expect(await overflow(stranger)).toBe(0)

  const page = await pageOf('pasco-scientific', 'member', phone)
  await page.goto('/clients/pasco-scientific/prompts')
  const template = await page.getByRole('link', { name: 'PASCO lesson plan' }).first().getAttribute('href')
  const pages: [string, () => Promise<void>][] = [
    [
      '/clients/pasco-scientific/prompts',
      () => expect(page.getByRole('heading', { name: 'What serves' })).toBeVisible(),
    ],
    ['/clients/pasco-scientific/prompts/new', () => expect(page.getByRole('heading', { level: 1 })).toBeVisible()],
    [
      '/clients/pasco-scientific/prompts/test-sets',
      () => expect(page.getByRole('link', { name: 'New test set' }).first()).toBeVisible(),
    ],
    [
      '/clients/pasco-scientific/prompts/test-sets/new',
      () => expect(page.getByRole('form', { name: 'New test set' })).toBeVisible(),
    ],
    [
      '/clients/pasco-scientific/prompts/analytics',
      () => expect(page.getByRole('heading', { name: 'Uses by day' })).toBeVisible(),
    ],
    [template ?? '', () => expect(page.getByRole('textbox', { name: 'User' })).toBeVisible()],
    [
      `${template}?view=tighter`,
      () => expect(page.getByRole('button', { name: 'Ask for a tighter version' })).toBeVisible(),
    ],
    [`${template}?view=versions`, () => expect(page.getByText('1 version', { exact: true })).toBeVisible()],
    ['/clients/pasco-scientific/prompts/experiments', () => expect(page.getByText(/^No experiments at/)).toBeVisible()],
    [
      '/clients/pasco-scientific/prompts/experiments/new',
      () => expect(page.getByRole('heading', { level: 1 })).toBeVisible(),
    ],
    ['/clients/pasco-scientific', () => expect(page.getByRole('list').getByText('Completed').first()).toBeVisible()],
    ['/clients/pasco-scientific/new', () => expect(page.getByRole('form', { name: 'Request content' })).toBeVisible()],
    [`/jobs/${done.id}`, () => expect(page.getByRole('article', { name: 'Article' })).toBeVisible()],
    [`/jobs/${running.job_id}`, () => expect(page.getByRole('article', { name: 'Draft' })).toBeVisible()],
    [`/jobs/${done.id}/receipt`, () => expect(page.getByRole('heading', { level: 1 })).toBeVisible()],
    ['/clients/pasco-scientific/usage', () => expect(page.getByRole('heading', { name: 'Cost by day' })).toBeVisible()],
    ['/clients/pasco-scientific/batches', () => expect(page.getByRole('heading', { level: 1 })).toBeVisible()],
    ['/clients/pasco-scientific/batches/new', () => expect(page.getByRole('heading', { level: 1 })).toBeVisible()],
    ['/clients/pasco-scientific/settings/budget', () => expect(page.getByRole('heading', { level: 1 })).toBeVisible()],
    ['/account/notifications', () => expect(page.getByRole('heading', { level: 1 })).toBeVisible()],
    [`/jobs/${failed.id}`, () => expect(page.getByText('could not be written')).toBeVisible()],
    ['/clients/nobody', () => expect(page.getByText('No such client')).toBeVisible()],
    ['/nowhere', () => expect(page.getByText('There is no such page')).toBeVisible()],
  ]
  for (const [path, isThere] of pages) {
    await page.goto(path)
    await isThere()
    expect([path, await overflow(page)]).toEqual([path, 0])
  }
})

test('a word that is longer than the screen makes no page wider', async ({ pageOf, pasco }) => {
  const word = 'sensorsandmore'.repeat(7)
  const { id } = await pasco.write({ topic: `Reading ${word} closely`, keywords: [word] })
  for (const width of [390, 1440]) {
    const page = await pageOf('pasco-scientific', 'member', { ...phone, width })
    await page.goto(`/jobs/${id}`)
    await expect(page.getByRole('article', { name: 'Article' })).toBeVisible()
    for (const part of ['Attempts', 'Prompt', 'Strategy']) await page.getByText(part, { exact: true }).first().click()
    await expect(page.getByRole('region', { name: 'User prompt' })).toBeVisible()
    expect([width, await overflow(page)]).toEqual([width, 0])
  }
})

test('on a phone one picks a client from a sheet', async ({ pageOf }) => {
  const page = await pageOf('heaviside-digital', 'member', phone)
  await page.goto('/clients/heaviside-digital')
  await page.getByRole('button', { name: 'Choose a client, now Heaviside Digital' }).click()
  const sheet = page.getByRole('dialog', { name: 'Clients' })
  await sheet.getByRole('treeitem', { name: /Local Business Group/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Local Business Group' })).toBeVisible()
  await expect(sheet).toHaveCount(0)
})
