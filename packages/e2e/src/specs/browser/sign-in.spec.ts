import { findUser } from '../../support/people.ts'
import { expect, test } from '../../support/test.ts'

test.use({ baseURL: undefined })

test('a person signs in, lands at their client, and signs out again', async ({ page, demo }) => {
  const { email, password } = findUser(demo, 'pasco-scientific', 'member')
  await page.goto(demo.urls.frontend)
  await expect(page).toHaveURL(/\/sign-in/)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'PASCO Scientific' })).toBeVisible()
  await expect(page).toHaveURL(/\/clients\/pasco-scientific$/)
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()

  await expect(page).toHaveURL(/\/sign-in$/)
  await page.goto(`${demo.urls.frontend}/clients/pasco-scientific`)
  await expect(page).toHaveURL(/\/sign-in\?from=/)
})

test('a wrong password is told, and neither is whether the address exists', async ({ page, demo }) => {
  const { email } = findUser(demo, 'pasco-scientific', 'member')
  await page.goto(`${demo.urls.frontend}/sign-in`)
  for (const address of [email, 'nobody@pasco.example']) {
    await page.getByLabel('E-mail').fill(address)
    await page.getByLabel('Password').fill('not-the-password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'do not belong together' })).toBeVisible()
    await expect(page).toHaveURL(/\/sign-in/)
    await page.reload()
  }
})

test('after signing in, one is where one wanted to go', async ({ page, demo }) => {
  const { email, password } = findUser(demo, 'heaviside-digital', 'owner')
  await page.goto(`${demo.urls.frontend}/clients/cincinnati-electrician/new`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/clients\/cincinnati-electrician\/new$/)
  await expect(page.getByRole('heading', { level: 1, name: 'New content' })).toBeVisible()
})

test('an empty form says what is missing', async ({ page, demo }) => {
  await page.goto(`${demo.urls.frontend}/sign-in`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('Enter your e-mail address')).toBeVisible()
  await expect(page.getByText('Enter your password')).toBeVisible()
})
