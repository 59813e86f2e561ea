import { type Selectable, sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { ProviderBatches } from '../../types.generated.ts'

export type ProviderBatchRow = Selectable<ProviderBatches>

/**
 * Clients whose requests have waited for company long enough, of all tenants, ids only. Crosses tenants by
 * `app.ripe_batch_clients`.
 */
export async function ripeBatchClients(
  db: Queryable,
  waits: { quietMs: number; longestMs: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from app.ripe_batch_clients(${waits.quietMs} * interval '1 millisecond',
      ${waits.longestMs} * interval '1 millisecond') as id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Takes due batches of all tenants, each for `leaseMs`, ids only. Crosses tenants by `app.take_provider_batches`. */
export async function takeProviderBatches(
  db: Queryable,
  options: { leaseMs: number; limit: number },
): Promise<{ id: string; clientId: string }[]> {
  const { rows } = await sql<{ id: string; clientId: string }>`
    select id, client_id as "clientId"
    from app.take_provider_batches(${options.leaseMs} * interval '1 millisecond', ${options.limit})`.execute(db)
  return rows
}

/** Removes what ended more than 30 days ago, of all tenants; says how many requests. */
export async function purgeProviderBatches(db: Queryable): Promise<number> {
  const { rows } = await sql<{ removed: number }>`select app.purge_provider_batches() as removed`.execute(db)
  return rows[0]?.removed ?? 0
}

/**
 * Makes batches of a client's waiting requests: of those for the same model with the same key, so many each. One gathers at
 * a time.
 *
 * @returns the batches' sizes
 */
export async function gatherBatches(tx: Queryable, clientId: string, largest: number): Promise<number[]> {
  await sql`select pg_advisory_xact_lock(hashtext('provider_batches'), hashtext(${clientId}))`.execute(tx)
  const { rows } = await sql<{ size: number }>`
    with waiting as (
      select i.job_id, i.provider, i.model, i.provider_key_id,
        (row_number() over (partition by i.provider, i.model, i.provider_key_id order by i.job_id) - 1) / ${largest}::int as part
      from provider_batch_items i
      where i.client_id = ${clientId} and i.state = 'waiting'
    ), parts as (
      select provider, model, provider_key_id, part, count(*)::int as size, app.uuid_v7() as id
      from waiting group by 1, 2, 3, 4
    ), made as (
      insert into provider_batches (id, client_id, provider, model, provider_key_id, size)
      select id, ${clientId}, provider, model, provider_key_id, size from parts
    ), sent as (
      update provider_batch_items i set batch_id = p.id, state = 'sent'
      from waiting w
      join parts p on p.provider = w.provider and p.model = w.model and p.part = w.part
        and p.provider_key_id is not distinct from w.provider_key_id
      where i.job_id = w.job_id and i.client_id = ${clientId} and i.state = 'waiting'
    )
    select size from parts`.execute(tx)
  return rows.map(({ size }) => size)
}

/** A batch as it is now; null when it is not the actor's. */
export async function getProviderBatch(
  tx: Queryable,
  batch: { id: string; clientId: string },
): Promise<ProviderBatchRow | null> {
  const row = await tx
    .selectFrom('provider_batches')
    .selectAll()
    .where('id', '=', batch.id)
    .where('client_id', '=', batch.clientId)
    .executeTakeFirst()
  return row ?? null
}

/** What is noted of a batch, and when it is looked at next. */
export interface BatchNote {
  state?: 'sent' | 'ended'
  sentAt?: Date | null
  providerId?: string
  expiresAt?: Date | null
  hasAskedToCancel?: boolean
  failures?: number
  nextLookMs: number
}

/** Notes what has become of a batch, unless it has ended. */
export async function noteProviderBatch(
  tx: Queryable,
  batch: { id: string; clientId: string },
  note: BatchNote,
): Promise<void> {
  await tx
    .updateTable('provider_batches')
    .set({
      next_look_at: sql`now() + ${note.nextLookMs} * interval '1 millisecond'`,
      ...(note.state !== undefined && { state: note.state }),
      ...(note.state === 'ended' && { ended_at: sql`now()` }),
      ...(note.sentAt !== undefined && { sent_at: note.sentAt }),
      ...(note.providerId !== undefined && { provider_id: note.providerId }),
      ...(note.expiresAt !== undefined && { expires_at: note.expiresAt }),
      ...(note.hasAskedToCancel && { cancel_asked_at: sql`now()` }),
      ...(note.failures !== undefined && { failures: note.failures }),
    })
    .where('id', '=', batch.id)
    .where('client_id', '=', batch.clientId)
    .where('state', '<>', 'ended')
    .execute()
}

/** Forgets what a batch's requests said: its provider has them. */
export async function forgetRequests(tx: Queryable, batch: { id: string; clientId: string }): Promise<void> {
  await tx
    .updateTable('provider_batch_items')
    .set({ request: null })
    .where('batch_id', '=', batch.id)
    .where('client_id', '=', batch.clientId)
    .execute()
}

/** The provider's names of a client's batches, to tell one that is not known from. */
export async function knownProviderIds(tx: Queryable, batch: { clientId: string; since: Date }): Promise<string[]> {
  const rows = await tx
    .selectFrom('provider_batches')
    .select('provider_id')
    .where('client_id', '=', batch.clientId)
    .where('provider_id', 'is not', null)
    .where('created_at', '>=', sql<Date>`${batch.since}::timestamptz - interval '2 days'`)
    .execute()
  return rows.flatMap(({ provider_id }) => provider_id ?? [])
}
