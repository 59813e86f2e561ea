import type { DeliveredEvent, DeliveryAttempt } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface DeliveryRow {
  id: string
  client_id: string
  webhook_id: string
  event: DeliveredEvent
  subject_client_id: string
  subject_id: string
  /** Figures of the moment, by the kind of event. */
  detail: Record<string, string | number | boolean>
  callback_url: string | null
  occurred_at: Date
  status: 'pending' | 'delivered' | 'failed'
  next_attempt_at: Date
  attempts: DeliveryAttempt[]
  ended_at: Date | null
}

/** A webhook's deliveries, newest first; one more than `limit` when there is a next page. */
export async function listDeliveries(
  tx: Queryable,
  hook: { id: string; clientId: string },
  page: { limit: number; before?: string | undefined; status?: DeliveryRow['status'] | undefined },
): Promise<DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`
    select * from webhook_deliveries
    where webhook_id = ${hook.id} and client_id = ${hook.clientId}
      and (${page.before ?? null}::uuid is null or id < ${page.before ?? null})
      and (${page.status ?? null}::text is null or status = ${page.status ?? null})
    order by id desc limit ${page.limit + 1}`.execute(tx)
  return rows
}

/** Writes the delivery of a test, due now. Returns it. */
export async function insertTestDelivery(tx: Queryable, hook: { id: string; clientId: string }): Promise<DeliveryRow> {
  const { rows } = await sql<DeliveryRow>`
    insert into webhook_deliveries (client_id, webhook_id, event, subject_client_id, subject_id)
    values (${hook.clientId}, ${hook.id}, 'webhook.test', ${hook.clientId}, ${hook.id})
    returning *`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('an insert returned nothing')
  return row
}

/** Makes an ended delivery due again; null when there is no such one, or it is still on its way. */
export async function redeliver(
  tx: Queryable,
  delivery: { id: string; clientId: string; webhookId: string },
): Promise<DeliveryRow | null> {
  const { rows } = await sql<DeliveryRow>`
    update webhook_deliveries set status = 'pending', ended_at = null, next_attempt_at = now()
    where id = ${delivery.id} and client_id = ${delivery.clientId} and webhook_id = ${delivery.webhookId}
      and status <> 'pending'
    returning *`.execute(tx)
  return rows[0] ?? null
}

/** A delivery that a worker has taken: ids only. */
export interface TakenDelivery {
  id: string
  client_id: string
  webhook_id: string
}

/**
 * Takes due deliveries of all tenants, each for `leaseMs`.
 *
 * @param options.perWebhook so many of one webhook at most
 * @param options.busy webhooks to take none of
 */
export async function takeDeliveries(
  db: Queryable,
  options: { limit: number; perWebhook: number; busy: string[]; leaseMs: number },
): Promise<TakenDelivery[]> {
  const { rows } = await sql<TakenDelivery>`
    select id, client_id, webhook_id from app.take_webhook_deliveries(
      ${options.limit}, ${options.perWebhook}, ${options.busy}::uuid[], ${options.leaseMs} * interval '1 millisecond')`.execute(
    db,
  )
  return rows
}

/** A delivery of a webhook, whatever has become of it. */
export async function getDelivery(
  tx: Queryable,
  delivery: { id: string; clientId: string; webhookId: string },
): Promise<DeliveryRow | null> {
  const { rows } = await sql<DeliveryRow>`
    select * from webhook_deliveries
    where id = ${delivery.id} and client_id = ${delivery.clientId} and webhook_id = ${delivery.webhookId}`.execute(tx)
  return rows[0] ?? null
}

/** A pending delivery that was taken. */
export async function getPendingDelivery(
  tx: Queryable,
  taken: { id: string; client_id: string },
): Promise<DeliveryRow | null> {
  const { rows } = await sql<DeliveryRow>`
    select * from webhook_deliveries
    where id = ${taken.id} and client_id = ${taken.client_id} and status = 'pending'`.execute(tx)
  return rows[0] ?? null
}

/** Whether what a delivery is about is still at or below the webhook's client, as whom one has to ask. */
export async function deliveryConcerns(tx: Queryable, id: string): Promise<boolean> {
  const { rows } = await sql<{ concerns: boolean }>`select app.delivery_concerns(${id}) as concerns`.execute(tx)
  return rows[0]?.concerns ?? false
}

/** Ends a delivery that is not to be sent; false when it had ended. */
export async function dropDelivery(tx: Queryable, delivery: { id: string; client_id: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update webhook_deliveries set status = 'failed', ended_at = now()
    where id = ${delivery.id} and client_id = ${delivery.client_id} and status = 'pending'`.execute(tx)
  return numAffectedRows === 1n
}

/** What a try left: it arrived, it is tried again at a time, or it is given up. */
export type DeliveryVerdict = { status: 'delivered' | 'failed' } | { status: 'pending'; nextAttemptAt: Date }

/** Notes a try. False when the delivery had ended, or is gone. */
export async function noteDeliveryAttempt(
  tx: Queryable,
  delivery: { id: string; client_id: string },
  attempt: DeliveryAttempt,
  verdict: DeliveryVerdict,
): Promise<boolean> {
  const next = verdict.status === 'pending' ? verdict.nextAttemptAt : null
  const { numAffectedRows } = await sql`
    update webhook_deliveries set
      attempts = attempts || ${JSON.stringify([attempt])}::jsonb,
      status = ${verdict.status},
      next_attempt_at = coalesce(${next}, next_attempt_at),
      ended_at = case when ${verdict.status}::text <> 'pending' then now() end
    where id = ${delivery.id} and client_id = ${delivery.client_id} and status = 'pending'`.execute(tx)
  return numAffectedRows === 1n
}

/**
 * Notes how a webhook is doing: it answers, or is failing from now on unless it was before.
 *
 * @returns since when it has been failing
 */
export async function noteWebhookHealth(
  tx: Queryable,
  hook: { id: string; clientId: string },
  answers: boolean,
): Promise<Date | null> {
  const { rows } = await sql<{ failing_since: Date | null }>`
    update webhooks set failing_since = case when ${answers}::boolean then null else coalesce(failing_since, now()) end
    where id = ${hook.id} and client_id = ${hook.clientId}
      and (failing_since is null) is distinct from ${answers}::boolean
    returning failing_since`.execute(tx)
  if (rows[0]) return rows[0].failing_since
  const { rows: known } = await sql<{ failing_since: Date | null }>`
    select failing_since from webhooks where id = ${hook.id} and client_id = ${hook.clientId}`.execute(tx)
  return known[0]?.failing_since ?? null
}

/** Switches a webhook off and ends what is on its way there. False when it was off already. */
export async function disableWebhook(
  tx: Queryable,
  hook: { id: string; clientId: string },
  reason: 'failing' | 'gone',
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update webhooks set is_enabled = false, disabled_for = ${reason}
    where id = ${hook.id} and client_id = ${hook.clientId} and is_enabled`.execute(tx)
  if (numAffectedRows !== 1n) return false
  await failPendingDeliveries(tx, hook)
  return true
}

/** Ends what is on its way to a webhook: it can be delivered again by hand. */
export async function failPendingDeliveries(tx: Queryable, hook: { id: string; clientId: string }): Promise<void> {
  await sql`
    update webhook_deliveries set status = 'failed', ended_at = now()
    where webhook_id = ${hook.id} and client_id = ${hook.clientId} and status = 'pending'`.execute(tx)
}

/** Removes deliveries of all tenants that ended before `cutoff`; says how many. */
export async function purgeDeliveries(db: Queryable, cutoff: Date): Promise<number> {
  const { rows } = await sql<{ removed: number }>`
    select app.purge_webhook_deliveries(${cutoff}) as removed`.execute(db)
  return rows[0]?.removed ?? 0
}
