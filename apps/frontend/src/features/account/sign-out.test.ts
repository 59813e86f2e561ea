import { expect, it } from 'vitest'
import { isSignedOut } from './sign-out.ts'

it.each([
  [200, {}, true],
  [200, null, true],
  [200, { user: { email: 'a@b.example' }, expires: '2027-01-01T00:00:00Z' }, false],
  [503, {}, false],
  [500, { message: 'There is a problem with the server configuration.' }, false],
])('an answer %i %j means signed out: %s', async (status, session, isOut) => {
  expect(await isSignedOut(Response.json(session, { status }))).toBe(isOut)
})
