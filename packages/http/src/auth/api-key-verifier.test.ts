import type { StoredApiKey } from '@hg/db'
import { createApiKey } from '@hg/runtime'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApiKeyVerifier } from './api-key-verifier.ts'

const made = createApiKey()
const clock = { now: () => Date.now() }
let row: StoredApiKey
let lookUps: number
let uses: number

beforeEach(() => {
  vi.useFakeTimers()
  lookUps = 0
  uses = 0
  row = {
    id: '0190a6d8-0000-7000-8000-000000000001',
    client_id: '0190a6d8-0000-7000-8000-000000000002',
    hash: made.hash,
    scopes: ['content:read'],
    expires_at: null,
    revoked_at: null,
  }
})
afterEach(() => {
  vi.useRealTimers()
})

const create = () =>
  createApiKeyVerifier({
    find: async () => {
      lookUps++
      return { ...row }
    },
    noteUse: () => uses++,
    clock,
  })

describe('a remembered key', () => {
  it('that was revoked dies within 5 s, though nobody said so', async () => {
    const verifier = create()
    expect(await verifier.verify(made.key)).not.toBeNull()
    row.revoked_at = new Date()
    vi.advanceTimersByTime(3000)
    expect([await verifier.verify(made.key), lookUps]).toEqual([expect.anything(), 1])
    vi.advanceTimersByTime(1500)
    expect([await verifier.verify(made.key), lookUps]).toEqual([null, 2])
  })

  it('dies at once when it is said', async () => {
    const verifier = create()
    await verifier.verify(made.key)
    row.revoked_at = new Date()
    verifier.forget(made.keyId)
    expect(await verifier.verify(made.key)).toBeNull()
  })

  it('is refused from the moment that it expires, without being looked up', async () => {
    row.expires_at = new Date(Date.now() + 1000)
    const verifier = create()
    expect(await verifier.verify(made.key)).not.toBeNull()
    vi.advanceTimersByTime(1001)
    expect([await verifier.verify(made.key), lookUps]).toEqual([null, 1])
  })

  it('is remembered from when its look-up began: a slow answer is no newer for it', async () => {
    const verifier = createApiKeyVerifier({
      find: async () => {
        lookUps++
        vi.advanceTimersByTime(3500)
        return { ...row }
      },
      clock,
    })
    await verifier.verify(made.key)
    vi.advanceTimersByTime(1000)
    await verifier.verify(made.key)
    expect(lookUps).toBe(2)
  })
})

describe('the use of a key', () => {
  it('is told once a minute at most, and never of one that is refused', async () => {
    const verifier = create()
    for (let call = 0; call < 5; call++) await verifier.verify(made.key)
    expect(uses).toBe(1)
    vi.advanceTimersByTime(61_000)
    await verifier.verify(made.key)
    expect(uses).toBe(2)
    row.revoked_at = new Date()
    vi.advanceTimersByTime(61_000)
    await verifier.verify(made.key)
    expect(uses).toBe(2)
  })
})
