import type { EffectiveProviderKey, LlmProvider } from '@hg/contracts'
import type { Queryable } from '@hg/db'
import type { ProviderKeyDeps } from './deps.ts'
import { readEffectiveKeys } from './list.ts'

/** Names a client's key to one provider. */
export interface ProviderKeyName {
  client_id: string
  provider: LlmProvider
}

/** What serves a provider for a client now. */
export async function effectiveKeyOf(
  deps: ProviderKeyDeps,
  tx: Queryable,
  { client_id, provider }: ProviderKeyName,
): Promise<EffectiveProviderKey> {
  const found = (await readEffectiveKeys(deps, tx, client_id)).find((item) => item.provider === provider)
  if (!found) throw new Error(`${provider} is not among the providers`)
  return found
}
