import type { ClientRow } from '@hg/db'

type Placed = Pick<ClientRow, 'id' | 'name' | 'type' | 'parent_id'>

// As people read: without regard to case, and 9 before 10.
const { compare } = new Intl.Collator('en', { numeric: true })

/**
 * Clients as a tree read from the top: parents before children, siblings by name. Who stands directly under the root, or
 * under a client that is not there, is a sibling of all such; the root comes first. Done here: the database took longer for
 * the order than for all else.
 */
export function orderTree<Client extends Placed>(clients: Client[]): Client[] {
  const root = clients.find(({ type }) => type === 'root')
  const known = new Set(clients.map(({ id }) => id))
  const below = new Map<string | null, Client[]>()
  for (const client of clients) {
    if (client === root) continue
    const above = client.parent_id !== root?.id && known.has(client.parent_id ?? '') ? client.parent_id : null
    const siblings = below.get(above)
    if (siblings) siblings.push(client)
    else below.set(above, [client])
  }
  for (const siblings of below.values()) siblings.sort((a, b) => compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
  const tops = (below.get(null) ?? []).flatMap((top) => [top, ...(below.get(top.id) ?? [])])
  return root ? [root, ...tops] : tops
}
