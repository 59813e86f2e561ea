import { type EffectiveProviderKey, llmProvider, type ProviderKey, type ProviderKeyList } from '@hg/contracts'
import {
  effectiveProviderKeys,
  type EffectiveKeyRow,
  keyAuthors,
  listProviderKeys,
  type ProviderKeyRow,
  type Queryable,
  withTenant,
} from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { ProviderKeyDeps } from './deps.ts'

/**
 * Which key serves each provider for a client, and where it comes from. For its admins; of a key from above they see more
 * than that only where they are admins, too.
 *
 * @throws {AppError} `not_found`, `forbidden`
 */
export async function listEffectiveKeys(
  deps: ProviderKeyDeps,
  ctx: Context,
  clientId: string,
): Promise<ProviderKeyList> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'admin', 'client')
    return { items: await readEffectiveKeys(deps, tx, clientId) }
  })
}

/** The same within a transaction, for who was found to be an admin. */
export async function readEffectiveKeys(
  { platform }: Pick<ProviderKeyDeps, 'platform'>,
  tx: Queryable,
  clientId: string,
): Promise<EffectiveProviderKey[]> {
  const effective = await effectiveProviderKeys(tx, clientId)
  const rows = await listProviderKeys(
    tx,
    effective.map((row) => row.key_id),
  )
  const keys = new Map<string, ProviderKey>()
  for (const row of rows) keys.set(row.id, present(row, await keyAuthors(tx, row.client_id)))
  return llmProvider.options.map((provider) => {
    const found = effective.find((row) => row.provider === provider)
    if (!found) return { provider, source: platform.includes(provider) ? 'platform' : 'none', key: null }
    return { provider, source: sourceOf(found), key: keys.get(found.key_id) ?? null }
  })
}

function sourceOf({ depth }: EffectiveKeyRow): 'own' | 'above' {
  return depth === 0 ? 'own' : 'above'
}

function present(row: ProviderKeyRow, names: Map<string, string>): ProviderKey {
  return {
    id: row.id,
    client_id: row.client_id,
    client_name: row.client_name,
    last_four: row.last_four,
    state: row.refused_at ? 'refused' : row.tested_at ? 'accepted' : 'untested',
    saved_by: row.saved_by === null ? null : { actor: row.saved_by, name: names.get(row.saved_by) ?? null },
    saved_at: row.saved_at.toISOString(),
    tested_at: row.tested_at?.toISOString() ?? null,
    refused_at: row.refused_at?.toISOString() ?? null,
    refused_for: row.refused_for,
  }
}
