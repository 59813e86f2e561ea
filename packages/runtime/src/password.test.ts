import { expect, it } from 'vitest'
import { hashPassword, verifyPassword } from './password.ts'

it('a password is accepted for its hash, and no other is', async () => {
  const stored = await hashPassword('correct horse')
  expect(await verifyPassword(stored, 'correct horse')).toBe(true)
  expect(await verifyPassword(stored, 'wrong horse')).toBe(false)
  expect(await verifyPassword(stored, '')).toBe(false)
})

it('the same password never hashes to the same text twice', async () => {
  expect(await hashPassword('correct horse')).not.toBe(await hashPassword('correct horse'))
})

it('a hash is Argon2id with the parameters that unknown accounts are checked with', async () => {
  expect(await hashPassword('correct horse')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

it('an unknown account is refused with any password', async () => {
  expect(await verifyPassword(null, '')).toBe(false)
  expect(await verifyPassword(null, 'anything')).toBe(false)
})

it('an account that has no password is refused with any, and like any other', async () => {
  for (const stored of ['erased', 'undone', '']) expect(await verifyPassword(stored, stored)).toBe(false)
})
