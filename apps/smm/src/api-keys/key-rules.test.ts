import type { ApiKeyScope, Role } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { planRotation, readExpiry, requireScopes } from './key-rules.ts'
import { stateOf } from './present.ts'

const now = new Date('2026-03-01T12:00:00Z')
const day = (count: number) => new Date(now.getTime() + count * 86_400_000)

/** The path that a thrown error names. */
function pathOf(work: () => unknown): string | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    return (error as { fields?: { path: string }[] }).fields?.[0]?.path
  }
}

describe('a scope', () => {
  it.each<[Role, ApiKeyScope[], boolean]>([
    ['owner', ['content:read', 'content:write'], true],
    ['member', ['content:read', 'content:write'], true],
    ['viewer', ['content:read'], true],
    ['viewer', ['content:read', 'content:write'], false],
  ])('%s gives %j: %s', (role, scopes, allowed) => {
    const give = () => requireScopes(scopes, role)
    if (allowed) expect(give).not.toThrow()
    else expect(give).toThrow(/content:write is more than the role viewer may do/)
  })
})

describe('an expiry', () => {
  it('is none when nothing is said, and must lie in the future', () => {
    expect(readExpiry(undefined, now)).toBeNull()
    expect(readExpiry(day(1).toISOString(), now)).toEqual(day(1))
    for (const past of [now, day(-1)]) expect(pathOf(() => readExpiry(past.toISOString(), now))).toBe('expires_at')
  })
})

describe('a key', () => {
  it.each([
    ['live', null, null],
    ['live', day(1), null],
    ['expired', day(-1), null],
    ['expired', now, null],
    ['revoked', null, day(-1)],
    ['revoked', day(-2), day(-1)],
  ])('is %s when it expires %j and was revoked %j', (state, expires_at, revoked_at) => {
    expect(stateOf({ expires_at, revoked_at }, now)).toBe(state)
  })
})

describe('a rotation', () => {
  const endless = { created_at: day(-400), expires_at: null }
  const yearly = { created_at: day(-360), expires_at: day(5) }

  it('keeps the old key for 7 days unless said, and lets the new one live as long as the old one was made for', () => {
    expect(planRotation(endless, {}, now)).toEqual({ keepOldUntil: day(7), expiresAt: null })
    expect(planRotation(yearly, {}, now)).toEqual({ keepOldUntil: day(7), expiresAt: day(365) })
    const asked = { keep_old_until: day(2).toISOString(), expires_at: day(30).toISOString() }
    expect(planRotation(yearly, asked, now)).toEqual({ keepOldUntil: day(2), expiresAt: day(30) })
  })

  it.each([
    ['in the past', { keep_old_until: day(-1).toISOString() }, 'keep_old_until'],
    ['too far', { keep_old_until: day(91).toISOString() }, 'keep_old_until'],
    ['an expiry in the past', { expires_at: day(-1).toISOString() }, 'expires_at'],
  ])('is refused %s', (_, asked, path) => {
    expect(pathOf(() => planRotation(endless, asked, now))).toBe(path)
  })
})
