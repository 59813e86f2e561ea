import { getWebhook, type Queryable, type WebhookRow } from '@hg/db'
import { requireRole } from '@hg/http'
import { notFound } from '@hg/runtime'

/**
 * A webhook for who may use it: members and keys that write. With `lock`, for who changes it.
 *
 * @throws {AppError} `not_found` for one that is missing or whose client is not theirs to see
 */
export async function requireWebhook(tx: Queryable, id: string, options: { lock?: boolean } = {}): Promise<WebhookRow> {
  const row = await getWebhook(tx, id, options)
  if (!row) throw notFound('webhook')
  await requireRole(tx, row.client_id, 'member', 'webhook')
  return row
}
