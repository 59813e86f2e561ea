import { job } from '@hg/contracts'
import { addClient, readClient } from '../../support/clients.ts'
import { browserCaller } from '../../support/people.ts'
import { wish } from '../../support/sandbox.ts'
import { uniqueTag } from '../../support/tenant.ts'
import { expect, test } from '../../support/test.ts'

test(
  'a template of an agency is chosen for a customer’s piece, which keeps it',
  { tag: '@full' },
  async ({ pageOf, demo, sessionOf }) => {
    const session = await sessionOf('hg-content', 'owner')
    const smm = browserCaller(demo.urls.frontend, 'smm', session)
    const root = await readClient(smm, 'hg-content')
    const agency = await addClient(smm, { parent_id: root.id, name: `Guild ${uniqueTag()}`, type: 'agency' })
    const customer = await addClient(smm, { parent_id: agency.id, name: `Potter ${uniqueTag()}` })

    const page = await pageOf('hg-content', 'owner')
    await page.goto(`/clients/${agency.slug}/templates/new`)
    const form = page.getByRole('form', { name: 'New template' })
    await form.getByLabel('Name', { exact: true }).fill('Workshop visit')
    await form.getByRole('checkbox', { name: 'Blog post' }).click()
    await form.getByLabel('Brief', { exact: true }).fill(`Say how to get there. ${wish.instant}`)
    await form.getByRole('button', { name: 'Add a section' }).click()
    await form.getByRole('textbox', { name: 'Heading' }).fill('How to get there')
    await form.getByRole('button', { name: 'Add the template' }).click()
    await expect(page.getByText('Workshop visit added')).toBeVisible()

    await page.goto(`/clients/${customer.slug}/templates`)
    await expect(page.getByRole('row', { name: /^Workshop visit/ })).toContainText(agency.name)

    await page.goto(`/clients/${customer.slug}/new`)
    const request = page.getByRole('form', { name: 'Request content' })
    await request.getByLabel('Template').click()
    await page.getByRole('option', { name: /^Workshop visit/ }).click()
    await expect(request.getByLabel('Brief')).toHaveValue(/^Say how to get there\./)
    await request.getByLabel('Topic').fill(`A visit to the potter ${uniqueTag()}`)
    await request.getByRole('button', { name: 'Request content' }).click()
    await expect(page).toHaveURL(/\/jobs\/[0-9a-f-]{36}$/)
    await expect(page.getByRole('status', { name: 'Status' })).toContainText('Completed')

    const cpm = browserCaller(demo.urls.frontend, 'cpm', session)
    const piece = job.parse((await cpm.call('GET', `/jobs/${page.url().split('/').at(-1)}`)).body)
    expect(piece.parameters.content_template).toMatchObject({
      name: 'Workshop visit',
      client_id: agency.id,
      sections: [{ heading: 'How to get there' }],
    })
    expect(piece.result?.content).toContain('How to get there')
  },
)
