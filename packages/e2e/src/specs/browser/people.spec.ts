import type { Page } from '@playwright/test'
import { linkMailedTo } from '../../support/mailbox.ts'
import { inviteNewcomer, newAddress, newPassword } from '../../support/newcomer.ts'
import { authenticatorCode } from '../../support/totp.ts'
import { expect, test } from '../../support/test.ts'

async function fillSignIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('somebody is invited, joins from another browser, sees the client, is removed, and loses it @full', async ({
  browser,
  demo,
  stage,
  pageOf,
}) => {
  const email = newAddress()
  const page = await pageOf('heaviside-digital', 'owner')
  await page.goto('/clients/cincinnati-electrician/settings/people')
  await page.getByRole('button', { name: 'Invite people' }).click()
  await page.getByLabel('E-mail addresses').fill(`${email},`)
  await page.getByRole('radio', { name: 'Viewer' }).click()
  await page.getByRole('button', { name: 'Send the invite' }).click()
  await expect(page.getByText(`${email} is invited, but has not got the mail`)).toBeVisible()
  const shown = await page
    .getByRole('region', { name: `Link for ${email}` })
    .locator('code')
    .innerText()
  expect(await linkMailedTo(stage.dataDir, email, '/invite/')).toBe(shown)
  await page.getByRole('button', { name: 'Done' }).click()
  const invites = page.getByRole('table', { name: /^Invites to/ })
  await expect(invites.getByRole('row').filter({ hasText: email })).toContainText('Pending')

  const other = await browser.newContext({ baseURL: demo.urls.frontend })
  const theirs = await other.newPage()
  await theirs.goto(shown)
  await expect(theirs.getByText('Cincinnati Electrician Co.', { exact: true })).toBeVisible()
  await theirs.getByLabel('Your name').fill('Nora Newcomer')
  await theirs.getByLabel('Password').fill('password1234')
  await theirs.getByRole('button', { name: /^Join/ }).click()
  await expect(theirs.getByRole('alert').filter({ hasText: 'most used passwords' }).first()).toBeVisible()
  await theirs.getByLabel('Password').fill(newPassword)
  await theirs.getByRole('button', { name: /^Join/ }).click()
  await expect(theirs).toHaveURL(/\/clients\/cincinnati-electrician$/)
  await expect(theirs.getByRole('heading', { level: 1, name: 'Cincinnati Electrician Co.' })).toBeVisible()
  await expect(theirs.getByRole('tree', { name: 'Clients' }).getByRole('treeitem')).toHaveCount(1)

  await page.reload()
  const row = page
    .getByRole('table', { name: /^Members of/ })
    .getByRole('row')
    .filter({ hasText: email })
  await expect(row).toContainText('Nora Newcomer')
  await row.getByRole('button', { name: 'Remove Nora Newcomer' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(row).toHaveCount(0)

  await theirs.reload()
  await expect(theirs.getByRole('alert').filter({ hasText: 'No such client' })).toBeVisible()
  await theirs.goto(shown)
  await expect(theirs.getByRole('alert').filter({ hasText: 'accepted already' })).toBeVisible()
  await other.close()
})

test('an admin sees owners, and cannot touch them; a viewer sees the people, and no addresses @full', async ({
  pageOf,
  demo,
}) => {
  const page = await pageOf('pasco-scientific', 'admin')
  await page.goto('/clients/pasco-scientific/settings/people')
  const members = page.getByRole('table', { name: /^Members of/ })
  const owner = members.getByRole('row').filter({ hasText: 'PASCO Owner' })
  await expect(owner).toContainText('owner@pasco.example')
  await expect(owner.getByRole('combobox')).toHaveCount(0)
  await expect(owner.getByRole('button', { name: 'Remove PASCO Owner' })).toBeDisabled()
  await expect(members.getByRole('combobox', { name: 'Role of PASCO Viewer' })).toBeVisible()
  const above = page.getByRole('table', { name: /^People from above/ })
  await expect(above.getByRole('row').filter({ hasText: 'HG Content Owner' })).toContainText('HG Content')

  const viewer = await pageOf('pasco-scientific', 'viewer')
  await viewer.goto('/clients/pasco-scientific/settings/people')
  await expect(viewer.getByRole('table', { name: /^Members of/ })).toContainText('PASCO Owner')
  const text = await viewer.locator('main').innerText()
  const others = demo.users.filter(({ email }) => email !== 'viewer@pasco.example')
  expect(others.filter(({ email }) => text.includes(email))).toEqual([])
  await expect(viewer.getByRole('button', { name: 'Invite people' })).toBeDisabled()
})

test('a second factor is set up, asked for at the sign-in, and a recovery code stands in for it @full', async ({
  browser,
  demo,
  sessionOf,
}) => {
  const newcomer = await inviteNewcomer(demo, await sessionOf('paving-marketers', 'owner'), 'ohio-paving', 'viewer')
  const context = await browser.newContext({ baseURL: demo.urls.frontend })
  await context.addCookies([{ ...(await newcomer.session()), url: demo.urls.frontend }])
  const page = await context.newPage()
  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Set up' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Your password').fill(newcomer.password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(dialog.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible()
  const secret = await dialog.locator('code').innerText()
  await dialog.getByLabel('Code', { exact: true }).fill('000000')
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await expect(dialog.getByRole('alert').filter({ hasText: 'not right' }).first()).toBeVisible()
  await dialog.getByLabel('Code', { exact: true }).fill(authenticatorCode(secret))
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  const codes = (await dialog.getByRole('region', { name: 'Recovery codes' }).locator('code').innerText()).split('\n')
  expect(codes).toHaveLength(10)
  // The page behind has learnt of it, and the codes still stand there to be kept.
  await expect(page.getByText('10 recovery codes left')).toBeVisible()
  await dialog.getByLabel('I have kept them').click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toHaveCount(0)

  await context.clearCookies()
  await page.goto('/sign-in')
  await fillSignIn(page, newcomer)
  await page.getByLabel('Code').fill('000000')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'This code is not right' })).toBeVisible()
  // The code that confirmed the app is used up; its clock may be half a minute ahead.
  await page.getByLabel('Code').fill(authenticatorCode(secret, Date.now() + 30_000))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Ohio Paving Co.' })).toBeVisible()

  await context.clearCookies()
  await page.goto('/sign-in')
  await fillSignIn(page, newcomer)
  await page.getByLabel('Code').fill((codes[0] ?? '').toLowerCase())
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Ohio Paving Co.' })).toBeVisible()
  await context.close()
})

test('guessing is stopped for a stranger, and not for the device that is known', async ({
  browser,
  demo,
  sessionOf,
}) => {
  const newcomer = await inviteNewcomer(demo, await sessionOf('paving-marketers', 'owner'), 'ohio-paving', 'viewer')
  const known = await browser.newContext({ baseURL: demo.urls.frontend })
  const page = await known.newPage()
  await page.goto('/sign-in')
  await fillSignIn(page, newcomer)
  await expect(page.getByRole('heading', { level: 1, name: 'Ohio Paving Co.' })).toBeVisible()
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in$/)

  const stranger = await browser.newContext({ baseURL: demo.urls.frontend })
  const theirs = await stranger.newPage()
  await theirs.goto('/sign-in')
  for (let n = 0; n < 10; n++) {
    await fillSignIn(theirs, { email: newcomer.email, password: `guess ${n}` })
    await expect(theirs.getByRole('alert').filter({ hasText: 'do not belong together' })).toBeVisible()
  }
  await fillSignIn(theirs, newcomer)
  await expect(theirs.getByRole('alert').filter({ hasText: 'Too many attempts' })).toBeVisible()

  await fillSignIn(page, newcomer)
  await expect(page.getByRole('heading', { level: 1, name: 'Ohio Paving Co.' })).toBeVisible()
  await Promise.all([known.close(), stranger.close()])
})
