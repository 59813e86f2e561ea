import { addClient, readClient } from '../../support/clients.ts'
import { browserCaller } from '../../support/people.ts'
import { newRequest, uniqueTag } from '../../support/tenant.ts'
import { expect, test } from '../../support/test.ts'

test('a client is added, and what is known about it is kept', { tag: '@full' }, async ({ pageOf, demo, sessionOf }) => {
  const name = `Corner Bakery ${uniqueTag()}`
  const slug = name.toLowerCase().replaceAll(' ', '-')
  const page = await pageOf('hg-content', 'owner')
  await page.goto('/clients/new')
  const form = page.getByRole('form', { name: 'New client' })
  await form.getByRole('button', { name: 'Add the client' }).click()
  await expect(form.getByLabel('Name', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await form.getByLabel('Name', { exact: true }).fill(name)
  await form.getByRole('button', { name: 'Add the client' }).click()
  await expect(page).toHaveURL(new RegExp(`/clients/${slug}/settings/general$`))
  const general = page.getByRole('form', { name: 'General' })
  await general.getByLabel('Industry').fill('Bread and cake')
  await general.getByLabel('Website').fill('no address')
  await general.getByRole('button', { name: 'Save changes' }).click()
  await expect(general.getByLabel('Website')).toHaveAttribute('aria-invalid', 'true')
  await general.getByLabel('Website').fill('https://bakery.example')
  await general.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()

  const smm = browserCaller(demo.urls.frontend, 'smm', await sessionOf('hg-content', 'owner'))
  expect(await readClient(smm, slug)).toMatchObject({
    name,
    type: 'direct',
    facts: { industry: 'Bread and cake', website: 'https://bakery.example' },
    version: 2,
  })
})

test(
  'facts that two people change at once are shown in both wordings',
  { tag: '@full' },
  async ({ pageOf, demo, sessionOf }) => {
    const smm = browserCaller(demo.urls.frontend, 'smm', await sessionOf('hg-content', 'admin'))
    const root = await readClient(smm, 'hg-content')
    const made = await addClient(smm, { parent_id: root.id, name: `Mill ${uniqueTag()}`, type: 'direct' })
    const page = await pageOf('hg-content', 'owner')
    await page.goto(`/clients/${made.slug}/settings/general`)
    await page.getByLabel('Industry').fill('Paper')
    const body = { base_version: 1, facts: { industry: 'Flour' } }
    expect((await smm.call('PATCH', `/clients/${made.id}`, { body })).status).toBe(200)
    await page.getByRole('button', { name: 'Save changes' }).click()
    const notice = page.getByRole('alert').filter({ hasText: 'in the meantime' })
    await expect(notice).toContainText('Flour')
    await expect(notice).toContainText('Paper')
    expect((await readClient(smm, made.slug)).facts).toEqual({ industry: 'Flour' })
    await notice.getByRole('button', { name: 'Save mine over it' }).click()
    await expect(page.getByText('Saved', { exact: true })).toBeVisible()
    expect((await readClient(smm, made.slug)).facts).toEqual({ industry: 'Paper' })
  },
)

test(
  'a move shows who loses and who gets access, and then does just that',
  { tag: '@full' },
  async ({ pageOf, demo, sessionOf }) => {
    const smm = browserCaller(demo.urls.frontend, 'smm', await sessionOf('hg-content', 'owner'))
    const [from, to] = await Promise.all(['heaviside-digital', 'paving-marketers'].map((slug) => readClient(smm, slug)))
    const made = await addClient(smm, { parent_id: from?.id ?? '', name: `Moving Shop ${uniqueTag()}` })
    const statusFor = async (slug: string) =>
      (
        await browserCaller(demo.urls.frontend, 'smm', await sessionOf(slug, 'viewer')).call(
          'GET',
          `/clients/${made.id}`,
        )
      ).status
    expect([await statusFor('heaviside-digital'), await statusFor('paving-marketers')]).toEqual([200, 404])

    const page = await pageOf('hg-content', 'owner')
    await page.goto(`/clients/${made.slug}/settings/general`)
    await page.getByRole('button', { name: 'Move the client' }).click()
    const dialog = page.getByRole('dialog', { name: `Move ${made.name}` })
    await expect(dialog.getByRole('button', { name: 'Move the client' })).toBeDisabled()
    await dialog.getByLabel('To', { exact: true }).click()
    await page.getByRole('option', { name: /Paving Marketers/ }).click()
    const people = dialog.getByRole('region', { name: 'People' })
    await expect(people.getByRole('row', { name: /viewer@heaviside\.example/ })).toContainText('loses it')
    await expect(people.getByRole('row', { name: /viewer@paving-marketers\.example/ })).toContainText('gets it')
    expect([await statusFor('heaviside-digital'), await statusFor('paving-marketers')]).toEqual([200, 404])

    await dialog.getByRole('button', { name: 'Move the client' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByText('under Paving Marketers')).toBeVisible()
    expect((await readClient(smm, made.slug)).parent_id).toBe(to?.id)
    expect([await statusFor('heaviside-digital'), await statusFor('paving-marketers')]).toEqual([404, 200])
  },
)

test(
  'an archived client takes no new content until it is restored',
  { tag: '@full' },
  async ({ pageOf, demo, sessionOf }) => {
    const session = await sessionOf('hg-content', 'owner')
    const [smm, cpm] = ['smm', 'cpm'].map((service) => browserCaller(demo.urls.frontend, service, session))
    if (!smm || !cpm) throw new Error('no callers')
    const root = await readClient(smm, 'hg-content')
    const made = await addClient(smm, { parent_id: root.id, name: `Old Mill ${uniqueTag()}`, type: 'direct' })
    const request = () => cpm.call('POST', '/generate', { body: { client_id: made.id, ...newRequest() } })

    const page = await pageOf('hg-content', 'owner')
    await page.goto(`/clients/${made.slug}/settings/general`)
    const question = page.getByRole('alertdialog')
    await page.getByRole('button', { name: 'Archive the client' }).click()
    await question.getByRole('button', { name: 'Archive', exact: true }).click()
    await expect(page.getByText(`${made.name} is archived`)).toBeVisible()
    expect(await request()).toMatchObject({ status: 422, body: { code: 'client_archived' } })

    await page.getByRole('button', { name: 'Restore the client' }).click()
    await question.getByRole('button', { name: 'Restore', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Archive the client' })).toBeVisible()
    await expect(page.getByText(`${made.name} is archived`)).toHaveCount(0)
    expect((await request()).status).toBe(202)
  },
)
