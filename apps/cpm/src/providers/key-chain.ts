import type { LlmProvider } from '@hg/contracts'
import { type Database, providerSecrets, type SealedKeyRow, withTenant } from '@hg/db'
import { type Adapters, createAdapterFor, type KeyIds, keyIdsOf, type ProviderAdapter } from '@hg/llm'
import { decrypt, type Keyring, type Logger, SealedError } from '@hg/runtime'
import { LRUCache } from 'lru-cache'

/** A client's own key, or one from above, as attempts note it. */
export interface OwnKey {
  id: string
  /** Whether the provider refused it when it was last used. */
  refused: boolean
}

/** What a client's job may call, kept up to date until it is released. */
export interface HeldKeys {
  /** One adapter for each provider that has a key. Read it anew for each call. */
  readonly adapters: Adapters
  readonly ids: KeyIds
  /** The row behind an adapter's key; null for the platform's own. */
  ownKey(keyId: string): OwnKey | null
  release(): void
}

export interface KeyChain {
  /** The keys that serve a client's jobs. Throws `unavailable` while the database is away. */
  hold(clientId: string): Promise<HeldKeys>
  /** Some key, or some client's place, has changed: what is held is looked up again. */
  refresh(): void
  close(): void
}

interface Found {
  /** When its look-up began, among all: an older one that answers late is dropped. */
  order: number
  adapters: Adapters
  own: Map<string, OwnKey>
}

interface Holding {
  holders: number
  found: Found
}

/**
 * Opens the keys that serve a client's jobs: of each provider the client's own or the nearest one from above, else the
 * platform's. A removed or replaced key is felt within 5 s by jobs under way too, whatever becomes of the notification.
 * A key that cannot be opened is no key: the platform's is not used in its place.
 */
export function createKeyChain(options: {
  db: Database
  platform: Adapters
  keyring: Keyring
  baseUrls: Partial<Record<LlmProvider, string>>
  logger: Logger
  refreshMs?: number
}): KeyChain {
  const { db, platform, keyring, baseUrls, logger, refreshMs = 3000 } = options
  const opened = new LRUCache<string, ProviderAdapter>({ max: 500, ttl: 10 * 60_000 })
  const complainedOf = new LRUCache<string, true>({ max: 500, ttl: 60_000 })
  const holdings = new Map<string, Holding>()
  let lookUps = 0
  let changes = 0

  function open(row: SealedKeyRow): ProviderAdapter | null {
    const known = opened.get(row.key_id)
    if (known) return known
    try {
      const apiKey = decrypt(keyring, row.secret, `provider_keys.secret:${row.owner_id}`)
      const adapter = createAdapterFor(row.provider, { apiKey, keyId: row.key_id, baseUrl: baseUrls[row.provider] })
      opened.set(row.key_id, adapter)
      return adapter
    } catch (error) {
      if (!(error instanceof SealedError)) throw error
      if (!complainedOf.has(row.key_id))
        logger.error({ providerKeyId: row.key_id, reason: error.reason }, 'a provider key cannot be opened')
      complainedOf.set(row.key_id, true)
      return null
    }
  }

  async function lookUp(clientId: string): Promise<Found> {
    const order = ++lookUps
    const rows = await withTenant(db, { kind: 'client', id: clientId }, (tx) => providerSecrets(tx, clientId))
    const adapters = { ...platform }
    const own = new Map<string, OwnKey>()
    for (const row of rows) {
      const adapter = open(row)
      if (adapter) {
        adapters[row.provider] = adapter
        own.set(row.key_id, { id: row.key_id, refused: row.refused })
      } else delete adapters[row.provider]
    }
    return { order, adapters, own }
  }

  async function update(clientId: string, holding: Holding): Promise<void> {
    try {
      take(holding, await lookUp(clientId))
    } catch (err) {
      // Nothing is called while the database is away: each call is written down first.
      logger.warn({ err, clientId }, 'the keys of a client could not be looked up again')
    }
  }
  const updateAll = () => {
    for (const [clientId, holding] of holdings) void update(clientId, holding)
  }
  const timer = setInterval(updateAll, refreshMs)

  return {
    async hold(clientId) {
      const before = changes
      const found = await lookUp(clientId)
      const holding = holdings.get(clientId) ?? { holders: 0, found }
      holdings.set(clientId, holding)
      holding.holders += 1
      take(holding, found)
      // What changed while it was looked up came too early for it.
      if (before !== changes) await update(clientId, holding)
      let isHeld = true
      return {
        get adapters() {
          return holding.found.adapters
        },
        get ids() {
          return keyIdsOf(holding.found.adapters)
        },
        ownKey: (keyId) => holding.found.own.get(keyId) ?? null,
        release() {
          if (isHeld && --holding.holders === 0) holdings.delete(clientId)
          isHeld = false
        },
      }
    },
    refresh() {
      changes += 1
      updateAll()
    },
    close() {
      clearInterval(timer)
    },
  }
}

function take(holding: Holding, found: Found): void {
  if (found.order > holding.found.order) holding.found = found
}
