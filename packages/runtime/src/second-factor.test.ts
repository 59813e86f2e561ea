import { describe, expect, it } from 'vitest'
import { createLinkToken, hashLinkToken } from './link-token.ts'
import {
  createRecoveryCodes,
  createTotpSecret,
  hashRecoveryCode,
  totpCode,
  totpStep,
  totpUri,
} from './second-factor.ts'

/** RFC 6238, appendix B: the ASCII key 12345678901234567890, and the last six of its eight digits. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

describe('a code of an authenticator app', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('is the one of RFC 6238 at %i s', (seconds, code) => {
    expect(totpCode(secret, seconds * 1000)).toBe(code)
    expect(totpStep(secret, code, seconds * 1000)).toBe(Math.floor(seconds / 30))
  })

  it('may come from a clock that is one step off, and says which step it was', () => {
    const now = 1_234_567_890_000
    const steps = [-2, -1, 0, 1, 2].map((off) => totpStep(secret, totpCode(secret, now + off * 30_000), now))
    const step = Math.floor(now / 30_000)
    expect(steps).toEqual([null, step - 1, step, step + 1, null])
  })

  it('may be typed with spaces, and is nothing but six digits', () => {
    expect(totpStep(secret, ' 287 082 ', 59_000)).toBe(1)
    for (const code of ['', '28708', '2870820', 'abcdef', '28708a', '-87082', '94287082'])
      expect(totpStep(secret, code, 59_000)).toBeNull()
  })

  it('is no code of another secret', () => {
    expect(totpStep(createTotpSecret(), '287082', 59_000)).toBeNull()
  })

  it('is made from 160 bits that the app reads from a URI', () => {
    const made = createTotpSecret()
    expect(made).toMatch(/^[A-Z2-7]{32}$/)
    const uri = new URL(totpUri(made, 'ada@example.com'))
    expect([uri.protocol, decodeURIComponent(uri.pathname)]).toEqual(['otpauth:', '/HG Content:ada@example.com'])
    expect(uri.searchParams.get('secret')).toBe(made)
  })
})

describe('recovery codes', () => {
  it('are ten different ones that are easy to copy', () => {
    const codes = createRecoveryCodes()
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^([2-9A-HJKMNP-TV-Z]{4}-){3}[2-9A-HJKMNP-TV-Z]{4}$/)
  })

  it('are the same however they are typed', () => {
    expect(hashRecoveryCode('7kq4 m2xd-9rtb hw3p ')).toBe(hashRecoveryCode('7KQ4-M2XD-9RTB-HW3P'))
    expect(hashRecoveryCode('7KQ4-M2XD-9RTB-HW3P')).toMatch(/^[0-9a-f]{64}$/)
  })
})

it('the secret of a link has 256 bits, and the database gets its hash', () => {
  const { token, hash } = createLinkToken()
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(hash).toBe(hashLinkToken(token))
  expect(hash).not.toContain(token)
})
