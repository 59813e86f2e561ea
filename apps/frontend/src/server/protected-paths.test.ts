import { expect, it } from 'vitest'
import { needsSession } from './protected-paths.ts'

it.each([
  ['/', true],
  ['/clients', true],
  ['/clients/pasco/settings/people', true],
  ['/jobs/1', true],
  ['/account', true],
  ['/account/security', true],
  ['/sign-in', false],
  ['/invite/abc', false],
  ['/confirm-email/abc', true],
  ['/undo-email/abc', false],
  ['/forgot-password', false],
  ['/reset-password/abc', false],
  ['/clientsx', false],
  ['/nowhere', false],
])('%s needs a session: %s', (pathname, needed) => {
  expect(needsSession(pathname)).toBe(needed)
})
