import { readFileSync } from 'node:fs'
import { addClient, addStrategy, readClient, readStrategy, saveStrategy } from '../../support/clients.ts'
import { browserCaller } from '../../support/people.ts'
import { uniqueTag } from '../../support/tenant.ts'
import { expect, test } from '../../support/test.ts'

const voice = 'Like a neighbour who has done it before.'

test(
  'what two people change at once is brought together by the one who comes later',
  { tag: '@full' },
  async ({ pageOf, demo, sessionOf }) => {
    const smm = browserCaller(demo.urls.frontend, 'smm', await sessionOf('hg-content', 'admin'))
    const root = await readClient(smm, 'hg-content')
    const client = await addClient(smm, { parent_id: root.id, name: `Two Pens ${uniqueTag()}`, type: 'direct' })
    const { id } = await addStrategy(smm, client.id, { name: 'House', configuration: { brand: { tone: 'Warm' } } })
    const page = await pageOf('hg-content', 'owner')
    await page.goto(`/clients/${client.slug}/strategies/${id}`)
    await page.getByLabel('Tone', { exact: true }).fill('Dry')
    await saveStrategy(smm, id, {
      base_version: 1,
      configuration: { brand: { tone: 'Loud', voice } },
      message: 'Louder',
    })
    await page.getByRole('button', { name: 'Save version 2' }).click()

    const notice = page.getByRole('alert').filter({ hasText: 'saved version 2 in the meantime' })
    await expect(notice).toContainText('Loud')
    await expect(notice).toContainText('Dry')
    expect((await readStrategy(smm, id)).version).toBe(2)
    await notice.getByRole('radio', { name: 'Yours' }).click()
    await notice.getByRole('button', { name: 'Bring both together' }).click()
    await page.getByRole('button', { name: 'Save version 3' }).click()
    await expect(page.getByText('Version 3 saved')).toBeVisible()
    expect(await readStrategy(smm, id)).toMatchObject({ version: 3, configuration: { brand: { tone: 'Dry', voice } } })
  },
)

test(
  'an earlier version is seen for what it was, and comes back as the next one',
  { tag: '@full' },
  async ({ pageOf, demo, sessionOf }) => {
    const smm = browserCaller(demo.urls.frontend, 'smm', await sessionOf('hg-content', 'owner'))
    const root = await readClient(smm, 'hg-content')
    const client = await addClient(smm, { parent_id: root.id, name: `Way Back ${uniqueTag()}`, type: 'direct' })
    const { id } = await addStrategy(smm, client.id, { name: 'House', configuration: { brand: { tone: 'Warm' } } })
    await saveStrategy(smm, id, { base_version: 1, configuration: { brand: { tone: 'Cold' } }, message: 'Too warm' })
    const page = await pageOf('hg-content', 'owner')
    await page.goto(`/clients/${client.slug}/strategies/${id}`)
    await page.getByRole('tab', { name: 'History' }).click()
    await expect(page.getByText('Too warm', { exact: true })).toBeVisible()
    await page.getByText('Version 1', { exact: true }).click()
    await page.getByRole('button', { name: 'Go back to this version' }).click()
    const dialog = page.getByRole('dialog', { name: 'Go back to version 1?' })
    await expect(dialog.getByRole('deletion')).toHaveText(/Cold/)
    await expect(dialog.getByRole('insertion')).toHaveText(/Warm/)
    await dialog.getByRole('button', { name: 'Save as version 3' }).click()
    await expect(page.getByText('Version 3 says what version 1 said')).toBeVisible()
    await expect(page.getByLabel('Tone', { exact: true })).toHaveValue('Warm')
    expect(await readStrategy(smm, id)).toMatchObject({ version: 3, configuration: { brand: { tone: 'Warm' } } })
  },
)

test(
  'a value under a lock says so where it stands, and what applies is the locked one',
  { tag: '@full' },
  async ({ pageOf, demo, sessionOf }) => {
    const smm = browserCaller(demo.urls.frontend, 'smm', await sessionOf('hg-content', 'owner'))
    const root = await readClient(smm, 'hg-content')
    const agency = await addClient(smm, { parent_id: root.id, name: `Strict ${uniqueTag()}`, type: 'agency' })
    const customer = await addClient(smm, { parent_id: agency.id, name: `Free ${uniqueTag()}` })
    const below = await addStrategy(smm, customer.id, { name: 'Own', configuration: { brand: { tone: 'Cheeky' } } })
    await addStrategy(smm, agency.id, {
      name: 'Rules',
      configuration: { brand: { tone: 'Sober' } },
      merge_modes: { 'brand.tone': 'locked' },
    })
    const page = await pageOf('hg-content', 'owner')
    await page.goto(`/clients/${customer.slug}/strategies/${below.id}`)
    await expect(page.getByText('Locked above').first()).toBeVisible()
    const conflicts = page.getByRole('list', { name: 'Conflicts' })
    await expect(conflicts).toContainText(agency.name)
    await expect(page.getByText('What stands here is ignored')).toBeVisible()
    await expect(page.getByText('Cheeky')).toBeVisible()
    await expect(page.getByLabel('Tone', { exact: true })).toHaveCount(0)

    await page.goto(`/clients/${customer.slug}/strategies?view=applies`)
    await expect(page.getByText('Sober')).toBeVisible()
    await expect(page.getByText('Cheeky', { exact: true })).toHaveCount(0)
  },
)

test(
  'a strategy goes out as YAML and comes in elsewhere, mistakes named by their line',
  { tag: '@full' },
  async ({ pageOf, demo, sessionOf }) => {
    const smm = browserCaller(demo.urls.frontend, 'smm', await sessionOf('hg-content', 'owner'))
    const root = await readClient(smm, 'hg-content')
    const add = (name: string) => addClient(smm, { parent_id: root.id, name: `${name} ${uniqueTag()}`, type: 'direct' })
    const [from, to] = [await add('Giver'), await add('Taker')]
    const { id } = await addStrategy(smm, from.id, { name: 'House', configuration: { brand: { tone: 'Warm', voice } } })
    const page = await pageOf('hg-content', 'owner')
    await page.goto(`/clients/${from.slug}/strategies/${id}`)
    await page.getByRole('button', { name: 'More' }).click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Export as YAML' }).click(),
    ])
    const yaml = readFileSync(await file.path(), 'utf8')

    await page.goto(`/clients/${to.slug}/strategies`)
    await page.getByRole('button', { name: 'Import' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import a strategy' })
    await dialog.getByLabel('YAML').fill(`${yaml}\nnonsense: 1\n`)
    await expect(dialog.getByRole('alert')).toContainText(/Line \d+:/)
    await expect(dialog.getByRole('button', { name: 'Import as a draft' })).toHaveAttribute('aria-disabled', 'true')
    await dialog.getByLabel('YAML').fill(yaml)
    await expect(dialog.getByRole('region', { name: 'What the file says' })).toContainText(voice)
    await dialog.getByRole('button', { name: 'Import as a draft' }).click()
    await expect(page).toHaveURL(new RegExp(`/clients/${to.slug}/strategies/[0-9a-f-]{36}$`))
    await expect(page.getByRole('heading', { level: 1, name: 'House' })).toBeVisible()
    const imported = await readStrategy(smm, page.url().split('/').at(-1) ?? '')
    expect(imported).toMatchObject({ is_active: false, configuration: { brand: { tone: 'Warm', voice } } })
  },
)
