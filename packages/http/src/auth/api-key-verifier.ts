import type { StoredApiKey } from '@hg/db'
import { hashApiKey, readApiKeyId } from '@hg/runtime'
import { LRUCache } from 'lru-cache'
import { timingSafeEqual } from 'node:crypto'

export interface ApiKeyVerifier {
  /** The stored key that a presented one proves to be; null for a key that is wrong, unknown, revoked or expired. */
  verify(presented: string): Promise<StoredApiKey | null>
  /** Drops what is remembered of a key: the next request asks the database. */
  forget(keyId: string): void
}

/** Below the 5 s within which a revoked key has to die, by the time that a look-up takes. */
const longestCacheMs = 4000
/** How often a use is noted. */
const noteEveryMs = 60_000

function matches(stored: StoredApiKey, presented: string): boolean {
  const [ours, theirs] = [Buffer.from(stored.hash, 'hex'), Buffer.from(hashApiKey(presented), 'hex')]
  const isAlive = !stored.revoked_at && (!stored.expires_at || stored.expires_at.getTime() > Date.now())
  return ours.length === theirs.length && timingSafeEqual(ours, theirs) && isAlive
}

/**
 * Verifies API keys. A key that was found is remembered for `cacheMs`, at most 4 s, so a revoked one dies within
 * 5 s even when no notification arrives, and an expired one at its moment; unknown ids are never remembered.
 *
 * @param options.find looks a key up by the id within it
 * @param options.noteUse told of a verified key once a minute at most; nobody waits for it
 */
export function createApiKeyVerifier(options: {
  find: (keyId: string) => Promise<StoredApiKey | null>
  noteUse?: (key: StoredApiKey) => void
  cacheMs?: number
  cacheSize?: number
  /** Milliseconds from any fixed point, for tests. */
  clock?: { now: () => number }
}): ApiKeyVerifier {
  const { clock = performance, cacheSize: max = 10_000 } = options
  const ttl = Math.min(options.cacheMs ?? longestCacheMs, longestCacheMs)
  const cache = ttl > 0 ? new LRUCache<string, StoredApiKey>({ max, ttl, perf: clock }) : undefined
  const noted = new LRUCache<string, true>({ max, ttl: noteEveryMs, perf: clock })
  // A look-up that began before a key was forgotten must not bring its old state back.
  let forgotten = 0
  return {
    async verify(presented) {
      const keyId = readApiKeyId(presented)
      if (keyId === null) return null
      let stored = cache?.get(keyId) ?? null
      if (!stored) {
        const before = forgotten
        const start = clock.now()
        stored = await options.find(keyId)
        if (stored && matches(stored, presented) && before === forgotten) cache?.set(keyId, stored, { start })
      }
      if (!stored || !matches(stored, presented)) return null
      if (options.noteUse && !noted.has(keyId)) {
        noted.set(keyId, true)
        options.noteUse(stored)
      }
      return stored
    },
    forget(keyId) {
      forgotten++
      cache?.delete(keyId)
    },
  }
}
