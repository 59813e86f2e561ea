import { readdirSync } from 'node:fs'
import { join } from 'node:path'
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

it('every page of the signed-in part needs a session, so that signing in leads back to it', () => {
  const folders = readdirSync(join(import.meta.dirname, '../app/(app)'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `/${name}/1`)
  expect(folders.length).toBeGreaterThan(3)
  expect(folders.filter((path) => !needsSession(path))).toEqual([])
})
