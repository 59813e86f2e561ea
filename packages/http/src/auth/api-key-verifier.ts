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

const longestCacheMs = 5000

function matches(stored: StoredApiKey, presented: string): boolean {
  const [ours, theirs] = [Buffer.from(stored.hash, 'hex'), Buffer.from(hashApiKey(presented), 'hex')]
  const isAlive = !stored.revoked_at && (!stored.expires_at || stored.expires_at.getTime() > Date.now())
  return ours.length === theirs.length && timingSafeEqual(ours, theirs) && isAlive
}

/**
 * Verifies API keys. A key that was found is remembered for `cacheMs`, at most 5 s, so a revoked one dies within that
 * time even when no notification arrives; unknown ids are never remembered.
 *
 * @param options.find looks a key up by the id within it
 */
export function createApiKeyVerifier(options: {
  find: (keyId: string) => Promise<StoredApiKey | null>
  cacheMs?: number
  cacheSize?: number
}): ApiKeyVerifier {
  const ttl = Math.min(options.cacheMs ?? longestCacheMs, longestCacheMs)
  const cache = ttl > 0 ? new LRUCache<string, StoredApiKey>({ max: options.cacheSize ?? 10_000, ttl }) : undefined
  // A look-up that began before a key was forgotten must not bring its old state back.
  let forgotten = 0
  return {
    async verify(presented) {
      const keyId = readApiKeyId(presented)
      if (keyId === null) return null
      let stored = cache?.get(keyId) ?? null
      if (!stored) {
        const before = forgotten
        stored = await options.find(keyId)
        if (stored && matches(stored, presented) && before === forgotten) cache?.set(keyId, stored)
      }
      return stored && matches(stored, presented) ? stored : null
    },
    forget(keyId) {
      forgotten++
      cache?.delete(keyId)
    },
  }
}
