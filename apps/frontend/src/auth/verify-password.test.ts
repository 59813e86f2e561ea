import { hash } from '@node-rs/argon2'
import { expect, it } from 'vitest'
import { verifyPassword } from './verify-password.ts'

it('accepts the right password and no other', async () => {
  const stored = await hash('correct horse')
  expect(await verifyPassword(stored, 'correct horse')).toBe(true)
  expect(await verifyPassword(stored, 'wrong horse')).toBe(false)
})

it('refuses an unknown address with any password', async () => {
  expect(await verifyPassword(null, '')).toBe(false)
  expect(await verifyPassword(null, 'anything')).toBe(false)
})
