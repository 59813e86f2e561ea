import type { NotificationKind } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** A client's channel in Slack without its address, which leaves the database through a function only. */
export interface SlackChannelRow {
  client_id: string
  hint: string
  kinds: NotificationKind[]
  is_enabled: boolean
  disabled_for: 'person' | 'failing' | 'gone' | null
  failing_since: Date | null
  last_error: string | null
  last_sent_at: Date | null
}

const columns = sql.raw('client_id, hint, kinds, is_enabled, disabled_for, failing_since, last_error, last_sent_at')

/** A client's channel; with `lock`, held until the transaction ends. */
export async function getSlackChannel(
  tx: Queryable,
  clientId: string,
  options: { lock?: boolean } = {},
): Promise<SlackChannelRow | null> {
  const { rows } = await sql<SlackChannelRow>`
    select ${columns} from slack_channels where client_id = ${clientId} ${options.lock ? sql`for update` : sql``}`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** Holds up others who set up the channel of the same client until the transaction ends. */
export async function lockSlackOf(tx: Queryable, clientId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`slack ${clientId}`}, 0))`.execute(tx)
}

/** Stores a channel. The database notes who sets it up. @param channel.secret its address, sealed and bound to the client */
export async function insertSlackChannel(
  tx: Queryable,
  channel: { clientId: string; secret: string; hint: string; kinds: NotificationKind[] },
): Promise<void> {
  await sql`
    insert into slack_channels (client_id, secret, hint, kinds)
    values (${channel.clientId}, ${channel.secret}, ${channel.hint}, ${channel.kinds}::text[])`.execute(tx)
}

/** Puts another address in place of a channel's, sealed and bound to the client. It is failing no more. */
export async function readdressSlackChannel(
  tx: Queryable,
  clientId: string,
  address: { secret: string; hint: string },
): Promise<void> {
  await sql`
    update slack_channels set secret = ${address.secret}, hint = ${address.hint}, failing_since = null, last_error = null
    where client_id = ${clientId}`.execute(tx)
}

/** Changes what a channel is told, or switches it on or off. One that is switched on again is failing no more. */
export async function updateSlackChannel(
  tx: Queryable,
  clientId: string,
  change: { kinds: NotificationKind[]; isEnabled: boolean },
): Promise<void> {
  const { kinds, isEnabled } = change
  await sql`
    update slack_channels set
      kinds = ${kinds}::text[],
      is_enabled = ${isEnabled},
      disabled_for = case when not ${isEnabled}::boolean then coalesce(disabled_for, 'person') end,
      failing_since = case when ${isEnabled}::boolean and not is_enabled then null else failing_since end,
      last_error = case when ${isEnabled}::boolean and not is_enabled then null else last_error end
    where client_id = ${clientId}`.execute(tx)
}

/** Removes a channel, with what waits for it; false when there was none. */
export async function deleteSlackChannel(tx: Queryable, clientId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from slack_channels where client_id = ${clientId}`.execute(tx)
  return numAffectedRows === 1n
}

/** The sealed address of a channel, for who acts as its client; null for everybody else. */
export async function slackSecret(tx: Queryable, clientId: string): Promise<string | null> {
  const { rows } = await sql<{ secret: string | null }>`select app.slack_secret(${clientId}) as secret`.execute(tx)
  return rows[0]?.secret ?? null
}

/**
 * Notes how a try went; `error` null when it arrived.
 *
 * @returns since when the channel has been failing
 */
export async function noteSlackHealth(tx: Queryable, clientId: string, error: string | null): Promise<Date | null> {
  const { rows } = await sql<{ failing_since: Date | null }>`
    update slack_channels set
      failing_since = case when ${error}::text is null then null else coalesce(failing_since, now()) end,
      last_error = ${error},
      last_sent_at = case when ${error}::text is null then now() else last_sent_at end
    where client_id = ${clientId}
    returning failing_since`.execute(tx)
  return rows[0]?.failing_since ?? null
}

/** Switches a channel off; what waits for it goes when it is due. False when it was off already. */
export async function disableSlack(tx: Queryable, clientId: string, reason: 'failing' | 'gone'): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update slack_channels set is_enabled = false, disabled_for = ${reason}
    where client_id = ${clientId} and is_enabled`.execute(tx)
  return numAffectedRows === 1n
}
