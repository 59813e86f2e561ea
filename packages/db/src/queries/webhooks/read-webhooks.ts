import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { webhookColumns, type WebhookRow } from './webhook-row.ts'

/** A client's own webhooks, oldest first. They are few. */
export async function listWebhooks(tx: Queryable, clientId: string): Promise<WebhookRow[]> {
  const { rows } = await sql<WebhookRow>`
    select ${webhookColumns} from webhooks where client_id = ${clientId} order by id`.execute(tx)
  return rows
}

/** A webhook that the actor may see; with `lock`, held until the transaction ends. */
export async function getWebhook(
  tx: Queryable,
  id: string,
  options: { lock?: boolean } = {},
): Promise<WebhookRow | null> {
  const { rows } = await sql<WebhookRow>`
    select ${webhookColumns} from webhooks where id = ${id} ${options.lock ? sql`for update` : sql``}`.execute(tx)
  return rows[0] ?? null
}

/** What signs for a webhook, sealed. For who acts as its client; null for everybody else. */
export async function webhookSecrets(
  tx: Queryable,
  id: string,
): Promise<{ secret: string; previous_secret: string | null } | null> {
  const { rows } = await sql<{ secret: string; previous_secret: string | null }>`
    select secret, previous_secret from app.webhook_secrets(${id})`.execute(tx)
  return rows[0] ?? null
}

/** Whether a request of a client may be called back at an address: a webhook of its own or from above stands at its origin. */
export async function callbackAllowed(tx: Queryable, clientId: string, url: string): Promise<boolean> {
  const { rows } = await sql<{ allowed: boolean }>`
    select app.callback_allowed(${clientId}, ${url}) as allowed`.execute(tx)
  return rows[0]?.allowed ?? false
}
