import type { WebhookEvent } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { webhookColumns, type WebhookRow } from './webhook-row.ts'

export interface NewWebhook {
  id: string
  clientId: string
  url: string
  description: string
  events: WebhookEvent[]
  /** Sealed, and bound to the client. */
  secret: string
}

/** Holds up others who make webhooks of the same client until the transaction ends. */
export async function lockWebhooksOf(tx: Queryable, clientId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`webhooks ${clientId}`}, 0))`.execute(tx)
}

/** Stores a webhook; the database notes who makes it. */
export async function insertWebhook(tx: Queryable, hook: NewWebhook): Promise<WebhookRow> {
  const { rows } = await sql<WebhookRow>`
    insert into webhooks (id, client_id, url, origin, description, events, secret)
    values (${hook.id}, ${hook.clientId}, ${hook.url}, app.url_origin(${hook.url}), ${hook.description},
      ${hook.events}::text[], ${hook.secret})
    returning ${webhookColumns}`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('an insert returned nothing')
  return row
}

/** Changes what is given. One that is switched on again begins anew: it is failing no more. */
export async function updateWebhook(
  tx: Queryable,
  hook: { id: string; clientId: string },
  change: {
    url?: string | undefined
    description?: string | undefined
    events?: WebhookEvent[] | undefined
    is_enabled?: boolean | undefined
  },
): Promise<WebhookRow | null> {
  const url = change.url ?? null
  const enabled = change.is_enabled ?? null
  const { rows } = await sql<WebhookRow>`
    update webhooks set
      url = coalesce(${url}, url),
      origin = coalesce(app.url_origin(${url}), origin),
      description = coalesce(${change.description ?? null}, description),
      events = coalesce(${change.events ?? null}::text[], events),
      is_enabled = coalesce(${enabled}, is_enabled),
      disabled_for = case ${enabled}::boolean when true then null when false then coalesce(disabled_for, 'person') else disabled_for end,
      failing_since = case when ${enabled}::boolean and not is_enabled then null else failing_since end
    where id = ${hook.id} and client_id = ${hook.clientId}
    returning ${webhookColumns}`.execute(tx)
  return rows[0] ?? null
}

/** Puts another secret in place of a webhook's; `previous`, if any, signs as well until `keepUntil`. Both are sealed. */
export async function rotateWebhookSecret(
  tx: Queryable,
  hook: { id: string; clientId: string },
  secrets: { secret: string; previous: string | null; keepUntil: Date },
): Promise<WebhookRow | null> {
  const { rows } = await sql<WebhookRow>`
    update webhooks set secret = ${secrets.secret}, previous_secret = ${secrets.previous},
      previous_secret_until = ${secrets.previous === null ? null : secrets.keepUntil}
    where id = ${hook.id} and client_id = ${hook.clientId}
    returning ${webhookColumns}`.execute(tx)
  return rows[0] ?? null
}

/** Removes a webhook with all its deliveries; false when it was gone. */
export async function deleteWebhook(tx: Queryable, hook: { id: string; clientId: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from webhooks where id = ${hook.id} and client_id = ${hook.clientId}`.execute(tx)
  return numAffectedRows === 1n
}
