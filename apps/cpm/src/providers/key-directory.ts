import { type Database, effectiveProviderKeys, withTenant } from '@hg/db'
import type { KeyIds } from '@hg/llm'
import type { Actor } from '@hg/runtime'
import { LRUCache } from 'lru-cache'

export interface KeyDirectory {
  /**
   * Which key stands behind each provider for a client: its own or the nearest one from above, else the platform's.
   * Authorise before: what is remembered knows no actor.
   */
  keysOf(actor: Actor, clientId: string): Promise<KeyIds>
  /** Forgets everything: some key, or some client's place, has changed. */
  forget(): void
}

/** A notification may be lost while the listening connection is broken: then a change is felt after this. */
const ttlMs = 4000

/**
 * Looks up which keys serve a client, and remembers it for a few seconds. It knows ids, and no key.
 *
 * @param platform the platform's own keys
 */
export function createKeyDirectory(db: Database, platform: KeyIds): KeyDirectory {
  const known = new LRUCache<string, KeyIds>({ max: 5000, ttl: ttlMs })
  // An answer that was asked for before a change must not be remembered after it.
  let generation = 0
  return {
    async keysOf(actor, clientId) {
      const remembered = known.get(clientId)
      if (remembered) return remembered
      const asked = generation
      const rows = await withTenant(db, actor, (tx) => effectiveProviderKeys(tx, clientId))
      const keys = { ...platform, ...Object.fromEntries(rows.map(({ provider, key_id }) => [provider, key_id])) }
      if (asked === generation) known.set(clientId, keys)
      return keys
    },
    forget() {
      generation += 1
      known.clear()
    },
  }
}
