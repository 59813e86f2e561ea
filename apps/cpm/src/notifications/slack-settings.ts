import type { PutSlackRequest, SlackChannel, SlackSettings } from '@hg/contracts'
import {
  type Database,
  deleteSlackChannel,
  getSlackChannel,
  insertSlackChannel,
  lockSlackOf,
  readdressSlackChannel,
  type SlackChannelRow,
  updateSlackChannel,
  withTenant,
  writeAudit,
} from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context, encrypt } from '@hg/runtime'
import { requireTarget } from '../webhooks/target.ts'
import type { SlackDeps } from './deps.ts'

/** A client's channel in Slack, for its admins: everything but its address. */
export async function getSlack(deps: { db: Database }, ctx: Context, clientId: string): Promise<SlackSettings> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'admin', 'client')
    const row = await getSlackChannel(tx, clientId)
    return { channel: row && present(row) }
  })
}

/**
 * Sets up or changes a client's channel in Slack. Its address is stored sealed, and never shown again.
 *
 * @throws {AppError} `not_found`, `forbidden`; `invalid_request` for an address that may not be called, or none the first time
 */
export async function putSlack(
  deps: SlackDeps,
  ctx: Context,
  input: PutSlackRequest & { id: string },
): Promise<SlackSettings> {
  const { id: clientId, url, kinds, is_enabled: isEnabled } = input
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'admin', 'client')
    if (url !== undefined) requireTarget(deps.targets, url, 'url')
    const address = url === undefined ? undefined : seal(deps, clientId, url)
    // One after the other for each client: the second one changes what the first has set up.
    await lockSlackOf(tx, clientId)
    const before = await getSlackChannel(tx, clientId, { lock: true })
    if (!before) {
      if (!address)
        throw new AppError('invalid_request', undefined, {
          fields: [{ path: 'url', message: 'is needed the first time' }],
        })
      await insertSlackChannel(tx, { clientId, ...address, kinds })
    }
    if (before && address) await readdressSlackChannel(tx, clientId, address)
    await updateSlackChannel(tx, clientId, { kinds, isEnabled })
    const after = await getSlackChannel(tx, clientId)
    if (!after) throw new Error('a channel that was just stored is gone')
    await writeAudit(tx, ctx, {
      clientId,
      action: before ? 'slack.changed' : 'slack.connected',
      targetType: 'client',
      targetId: clientId,
      label: after.hint,
      ...(before ? { before: telling(before) } : {}),
      after: telling(after),
    })
    return { channel: present(after) }
  })
}

/** Removes a client's channel in Slack, with what waits for it; one that is not there is gone already. */
export async function removeSlack(deps: { db: Database }, ctx: Context, clientId: string): Promise<void> {
  await withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'admin', 'client')
    const before = await getSlackChannel(tx, clientId, { lock: true })
    if (!before || !(await deleteSlackChannel(tx, clientId))) return
    await writeAudit(tx, ctx, {
      clientId,
      action: 'slack.removed',
      targetType: 'client',
      targetId: clientId,
      label: before.hint,
      before: telling(before),
    })
  })
}

function seal({ keyring }: SlackDeps, clientId: string, url: string): { secret: string; hint: string } {
  const { host } = new URL(url)
  return { secret: encrypt(keyring, url, `slack_channels.secret:${clientId}`), hint: `${host}/…${url.slice(-4)}` }
}

function telling({ hint, kinds, is_enabled }: SlackChannelRow): object {
  return { hint, kinds, is_enabled }
}

function present(row: SlackChannelRow): SlackChannel {
  return {
    ...row,
    failing_since: row.failing_since?.toISOString() ?? null,
    last_sent_at: row.last_sent_at?.toISOString() ?? null,
  }
}
