import { prompt, type Prompt } from '@hg/contracts'
import type { Caller } from '../../support/caller.ts'
import { addClient, readClient } from '../../support/clients.ts'
import { browserCaller } from '../../support/people.ts'
import { uniqueTag } from '../../support/tenant.ts'
import { expect, test } from '../../support/test.ts'

async function readPrompt(im: Caller, id: string): Promise<Prompt> {
  return prompt.parse((await im.call('GET', `/templates/${id}`)).body)
}

test(
  'a copy of what serves from above is mended where it is wrong, taken into use, and taken back',
  { tag: '@full' },
  async ({ pageOf, demo, sessionOf }) => {
    const session = await sessionOf('hg-content', 'owner')
    const smm = browserCaller(demo.urls.frontend, 'smm', session)
    const im = browserCaller(demo.urls.frontend, 'im', session)
    const root = await readClient(smm, 'hg-content')
    const client = await addClient(smm, { parent_id: root.id, name: `Own Words ${uniqueTag()}`, type: 'direct' })
    const page = await pageOf('hg-content', 'owner')
    await page.goto(`/clients/${client.slug}/prompts`)
    await page.getByRole('link', { name: 'New template' }).click()
    await page.getByLabel('Name').fill('Our blog post')
    await page.getByRole('combobox', { name: 'For' }).click()
    await page.getByRole('option', { name: 'Blog post' }).click()
    await expect(page.getByRole('radio', { name: 'A copy of what serves now' })).toBeChecked()
    await page.getByRole('button', { name: 'Make the template' }).click()
    await expect(page).toHaveURL(new RegExp(`/clients/${client.slug}/prompts/[0-9a-f-]{36}$`))
    await expect(page.getByRole('heading', { level: 1, name: 'Our blog post' })).toBeVisible()
    const id = page.url().split('/').at(-1) ?? ''

    const text = page.getByRole('textbox', { name: 'User' })
    const house = await text.inputValue()
    await text.fill(`${house}\nSay {{ topik }} last.`)
    const finding = page.getByRole('list', { name: 'Findings' }).getByRole('button', { name: /topik/ })
    await finding.click()
    await expect(text).toBeFocused()
    await text.fill(`${house}\nSay {{ topic }} last.`)
    await expect(finding).toHaveCount(0)
    await page.getByLabel('Why, for the history').fill('The topic comes last')
    await page.getByRole('button', { name: 'Save version 2' }).click()
    await expect(page.getByText('Version 2 saved')).toBeVisible()
    expect(await readPrompt(im, id)).toMatchObject({ version: null, latest_version: 2 })

    await page.getByRole('button', { name: 'Take version 2 into use' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Take version 2 into use' }).click()
    await expect(page.getByText('Version 2 of Our blog post is in use')).toBeVisible()
    expect(await readPrompt(im, id)).toMatchObject({ version: 2 })

    await page.getByRole('tab', { name: 'Versions and labels' }).click()
    await page.getByText('Version 1', { exact: true }).click()
    await page.getByRole('button', { name: 'Go back to this version' }).click()
    const dialog = page.getByRole('dialog', { name: 'Go back to version 1?' })
    await expect(dialog.getByRole('deletion')).toHaveText(/Say {{ topic }} last/)
    await dialog.getByRole('button', { name: 'Save as version 3' }).click()
    await expect(page.getByText('Version 3 says what version 1 said')).toBeVisible()
    expect(await readPrompt(im, id)).toMatchObject({
      version: 2,
      latest: { version: 3, restored_from: 1, template: house },
    })

    await page.getByRole('tab', { name: 'Tighter' }).click()
    await page.getByRole('button', { name: 'Ask for a tighter version' }).click()
    const suggestion = page.getByRole('article', { name: 'Suggestion' })
    await expect(suggestion.getByRole('deletion').first()).toBeVisible()
    expect((await readPrompt(im, id)).latest_version).toBe(3)
    await suggestion.getByRole('button', { name: 'Take it into the editor' }).click()
    const shorter = await page.getByRole('textbox', { name: 'User' }).inputValue()
    expect(shorter.length).toBeLessThan(house.length)
    await page.getByRole('button', { name: 'Save version 4' }).click()
    await expect(page.getByText('Version 4 saved')).toBeVisible()
    expect((await readPrompt(im, id)).latest).toMatchObject({ version: 4, template: shorter })
  },
)

test(
  'what two people save at once is shown to the one who comes later, who loses nothing',
  { tag: '@full' },
  async ({ pageOf, demo, sessionOf }) => {
    const session = await sessionOf('hg-content', 'admin')
    const smm = browserCaller(demo.urls.frontend, 'smm', session)
    const im = browserCaller(demo.urls.frontend, 'im', session)
    const root = await readClient(smm, 'hg-content')
    const client = await addClient(smm, { parent_id: root.id, name: `Two Hands ${uniqueTag()}`, type: 'direct' })
    const text = { template: 'Write about {{ topic }}.', system_template: 'Return Markdown.' }
    const created = await im.call('POST', `/clients/${client.id}/prompts`, {
      body: { name: 'Shared', content_type: 'any', ...text },
    })
    const { id } = prompt.parse(created.body)
    const page = await pageOf('hg-content', 'owner')
    await page.goto(`/clients/${client.slug}/prompts/${id}`)
    await page.getByRole('textbox', { name: 'User' }).fill('Mine about {{ topic }}.')
    const theirs = { ...text, template: 'Theirs about {{ topic }}.' }
    await im.call('POST', `/templates/${id}/versions`, { body: { base_version: 1, ...theirs } })
    await page.getByRole('button', { name: 'Save version 2' }).click()

    const notice = page.getByRole('alert').filter({ hasText: 'Somebody else changed this template' })
    await expect(notice.getByRole('deletion')).toHaveText(/Theirs/)
    await expect(notice.getByRole('insertion')).toHaveText(/Mine/)
    expect((await readPrompt(im, id)).latest).toMatchObject({ version: 2, template: theirs.template })
    await notice.getByRole('button', { name: 'Save mine over it' }).click()
    await expect(page.getByText('Version 3 saved')).toBeVisible()
    expect((await readPrompt(im, id)).latest).toMatchObject({ version: 3, template: 'Mine about {{ topic }}.' })
  },
)
