import { type ApiKeyRow, type Queryable, writeAudit } from '@hg/db'
import type { Context } from '@hg/runtime'

/** Writes down what became of a key: what it may do and for how long, and nothing that proves it. */
export async function auditApiKey(
  tx: Queryable,
  ctx: Context,
  action: `api_key.${string}`,
  after: ApiKeyRow,
  before?: ApiKeyRow,
): Promise<void> {
  await writeAudit(tx, ctx, {
    clientId: after.client_id,
    action,
    targetType: 'api_key',
    targetId: after.id,
    label: after.name,
    ...(before ? { before: telling(before) } : {}),
    after: telling(after),
  })
}

function telling({ name, key_id, scopes, expires_at, revoked_at, rotated_from }: ApiKeyRow): object {
  return { name, prefix: `hg_live_${key_id}`, scopes, expires_at, revoked_at, rotated_from }
}
