import type { SlackTest } from '@hg/contracts'
import { getSlackChannel, noteSlackHealth, withTenant, writeAudit } from '@hg/db'
import { requireRole } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import type { SlackDeps } from './deps.ts'
import { errorOf } from './next-try.ts'
import { postToSlack } from './post-to-slack.ts'

/**
 * Posts a test into a client's channel now, also into one that is switched off, and says what came of it.
 *
 * @throws {AppError} `not_found`, `forbidden`
 */
export async function testSlack(deps: SlackDeps, ctx: Context, clientId: string): Promise<SlackTest> {
  await withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'admin', 'client')
    const channel = await getSlackChannel(tx, clientId)
    if (!channel) throw notFound('Slack channel')
    await writeAudit(tx, ctx, {
      clientId,
      action: 'slack.tested',
      targetType: 'client',
      targetId: clientId,
      label: channel.hint,
    })
  })
  const text = 'HG Content can post here. Nothing has happened: this is a test.'
  const sent = await postToSlack(deps, clientId, text, new AbortController().signal)
  if (!sent) throw notFound('Slack channel')
  const error = errorOf(sent)
  await withTenant(deps.db, { kind: 'client', id: clientId }, (tx) => noteSlackHealth(tx, clientId, error))
  return { arrived: error === null, error }
}
