import { type ContentType, effectiveStrategy, type EffectiveStrategy } from '@hg/contracts'
import type { ServiceClient } from '@hg/http'
import type { Context } from '@hg/runtime'
import { LRUCache } from 'lru-cache'

export interface StrategyResolver {
  /** The strategy that applies to a request now. Authorise before: what is remembered knows no actor. */
  resolve(
    ctx: Context,
    request: { client_id: string; content_type: ContentType; strategy_id?: string },
  ): Promise<EffectiveStrategy>
  /** Forgets everything: some strategy changed, and who inherits from it is not known here. */
  forget(): void
}

/** A notification may be lost while the listening connection is broken: then a change is felt after this. */
const ttlMs = 30_000

/** Asks the strategy service, and remembers its answers until a strategy changes. */
export function createStrategyResolver(smm: ServiceClient): StrategyResolver {
  const known = new LRUCache<string, EffectiveStrategy>({ max: 2000, ttl: ttlMs })
  // An answer that was asked for before a change must not be remembered after it.
  let generation = 0
  return {
    async resolve(ctx, { client_id, content_type, strategy_id }) {
      // Whether a named strategy may be used depends on who asks: that is never remembered.
      const key = strategy_id === undefined ? [client_id, content_type].join(' ') : undefined
      const remembered = key && known.get(key)
      if (remembered) return remembered
      const asked = generation
      const answer = await smm.call(ctx, {
        method: 'GET',
        path: `/clients/${client_id}/strategy`,
        query: { content_type, strategy_id },
        response: effectiveStrategy,
      })
      if (key && asked === generation) known.set(key, answer)
      return answer
    },
    forget() {
      generation += 1
      known.clear()
    },
  }
}
