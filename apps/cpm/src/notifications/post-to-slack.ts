import { type Database, slackSecret, withTenant } from '@hg/db'
import { decrypt, type Keyring, SealedError } from '@hg/runtime'
import type { Sender, Sent } from '../webhooks/send.ts'

/**
 * Posts a text into a client's channel.
 *
 * @param text in Slack's own markup
 * @returns what it met; null when the client has no channel any more
 */
export async function postToSlack(
  deps: { db: Database; keyring: Keyring; sender: Sender },
  clientId: string,
  text: string,
  signal: AbortSignal,
): Promise<Sent | null> {
  // Sealed addresses open for the client's own services only.
  const sealed = await withTenant(deps.db, { kind: 'client', id: clientId }, (tx) => slackSecret(tx, clientId))
  if (sealed === null) return null
  const url = open(deps.keyring, sealed, clientId)
  if (url === null)
    return { status: null, error: 'the address cannot be opened any more: save it again', durationMs: 0, waitMs: 0 }
  const body = JSON.stringify({ text, unfurl_links: false, unfurl_media: false })
  const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'HG-Content-Notifications/1' }
  return deps.sender.post(url, headers, body, signal)
}

function open(keyring: Keyring, sealed: string, clientId: string): string | null {
  try {
    return decrypt(keyring, sealed, `slack_channels.secret:${clientId}`)
  } catch (error) {
    if (error instanceof SealedError) return null
    throw error
  }
}
