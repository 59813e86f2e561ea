import { expect, test } from '../../support/test.ts'

test('a viewer reads, but is not led to asking for content', async ({ pageOf, pasco }) => {
  const { id, title } = await pasco.write()
  const page = await pageOf('pasco-scientific', 'viewer')
  await page.goto('/clients/pasco-scientific')
  await expect(
    page
      .getByRole('row')
      .filter({ hasText: title ?? '' })
      .first(),
  ).toBeVisible()
  await expect(page.getByRole('link', { name: 'New content' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'New content' }).first()).toBeDisabled()

  await page.goto('/clients/pasco-scientific/new')
  await expect(page.getByRole('heading', { name: 'You can read here, not request' })).toBeVisible()
  await expect(page.getByRole('form', { name: 'Request content' })).toHaveCount(0)

  await page.goto(`/jobs/${id}`)
  await expect(page.getByRole('article', { name: 'Article' })).toBeVisible()
})

test('people of two tenants never see each other’s clients or pieces', async ({ pageOf, pasco, ohio, demo }) => {
  const cases = [
    { slug: 'pasco-scientific', own: pasco, other: ohio },
    { slug: 'ohio-paving', own: ohio, other: pasco },
  ]
  for (const { slug, own, other } of cases) {
    const { id } = await other.write()
    const page = await pageOf(slug, 'member')
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1, name: own.client.name })).toBeVisible()
    const tree = page.getByRole('tree', { name: 'Clients' })
    await expect(tree.getByRole('treeitem')).toHaveCount(1)
    await expect(tree.getByRole('treeitem')).toContainText(own.client.name)

    await page.goto(`/clients/${other.client.slug}`)
    await expect(page.getByRole('alert').filter({ hasText: 'No such client' })).toBeVisible()
    await page.goto(`/jobs/${id}`)
    await expect(page.getByRole('alert').filter({ hasText: 'No such piece' })).toBeVisible()
    const text = await page.locator('body').innerText()
    // The root's name is the product's.
    const others = demo.clients.filter((client) => client.slug !== slug && client.type !== 'root')
    expect(others.filter(({ name }) => text.includes(name))).toEqual([])
  }
})

test('an agency sees its customers and no other agency', async ({ pageOf }) => {
  const page = await pageOf('heaviside-digital', 'viewer')
  await page.goto('/')
  const items = page.getByRole('tree', { name: 'Clients' }).getByRole('treeitem')
  await expect(items).toHaveCount(3)
  await expect(items).toContainText(['Heaviside Digital', 'Cincinnati Electrician Co.', 'Local Business Group'])
})
