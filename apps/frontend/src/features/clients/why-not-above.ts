import type { Client } from '@hg/contracts'
import { whyNot } from '#lib/roles.ts'

/**
 * Why the user may not do what is decided above a client, in words for beside the control; null when they may. Above
 * the root nothing is decided.
 *
 * @param doing as the beginning of a sentence: `Archiving it`
 */
export function whyNotAbove(
  clients: readonly Client[],
  client: Pick<Client, 'parent_id'>,
  doing: string,
): string | null {
  const above = clients.find(({ id }) => id === client.parent_id)
  if (above) return whyNot(above, 'admin', doing)
  return `${doing} takes the role of an admin on the client above, where you have none.`
}
