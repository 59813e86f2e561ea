import { expect, it } from 'vitest'
import { isSignedOut, sessionLivesOn } from './sign-out.ts'

it.each([
  [200, {}, true],
  [200, null, true],
  [200, { user: { email: 'a@b.example' }, expires: '2027-01-01T00:00:00Z' }, false],
  [503, {}, false],
  [500, { message: 'There is a problem with the server configuration.' }, false],
])('an answer %i %j means signed out: %s', async (status, session, isOut) => {
  expect(await isSignedOut(Response.json(session, { status }))).toBe(isOut)
})

it.each([
  [{ url: '/sign-in', session_lives: true }, true],
  [{ url: '/sign-in' }, false],
  [undefined, false],
  [null, false],
])('an answer %j to a sign-out means that the session lives on: %s', (answer, lives) => {
  expect(sessionLivesOn(answer)).toBe(lives)
})
