import type { Client } from '@hg/contracts'

/** A client as a row of the tree. `level` counts from 1 at the highest client that the user sees. */
export interface TreeRow {
  client: Client
  level: number
  hasChildren: boolean
  isOpen: boolean
  /** Place among its siblings, from 1, and how many there are. */
  position: number
  siblings: number
}

/**
 * The rows of the tree that show: children of closed clients are left out. A client whose parent the user may not see
 * stands at the top.
 *
 * @param clients parents before children, as the service lists them
 */
export function treeRows(clients: Client[], closed: ReadonlySet<string>): TreeRow[] {
  const children = childrenByParent(clients)
  const rows: TreeRow[] = []
  function walk(parent: string | null, level: number) {
    const siblings = children.get(parent) ?? []
    for (const [index, client] of siblings.entries()) {
      const hasChildren = children.has(client.id)
      const isOpen = hasChildren && !closed.has(client.id)
      rows.push({ client, level, hasChildren, isOpen, position: index + 1, siblings: siblings.length })
      if (isOpen) walk(client.id, level + 1)
    }
  }
  walk(null, 1)
  return rows
}

function childrenByParent(clients: Client[]): Map<string | null, Client[]> {
  const known = new Set(clients.map((client) => client.id))
  const children = new Map<string | null, Client[]>()
  for (const client of clients) {
    const parent = client.parent_id !== null && known.has(client.parent_id) ? client.parent_id : null
    children.set(parent, [...(children.get(parent) ?? []), client])
  }
  return children
}

/** The clients from the top of the tree down to this one, as far as the user sees them; empty for an unknown id. */
export function lineage(clients: Client[], id: string): Client[] {
  const byId = new Map(clients.map((client) => [client.id, client]))
  const path: Client[] = []
  for (let next = byId.get(id); next && !path.includes(next); next = byId.get(next.parent_id ?? '')) path.unshift(next)
  return path
}

/** True when there are clients below this one. */
export function hasDescendants(clients: Client[], id: string): boolean {
  return clients.some((client) => client.parent_id === id)
}

/**
 * Where a key leads in the tree: the id to focus, a client to open or close, or nothing. The keys are those of the
 * tree view pattern of the ARIA Authoring Practices.
 */
export function treeKey(
  rows: TreeRow[],
  focusedId: string,
  key: string,
): { focus: string } | { open: string } | { close: string } | null {
  const index = rows.findIndex((row) => row.client.id === focusedId)
  const row = rows[index]
  if (!row) return null
  const at = (target: TreeRow | undefined) => (target ? { focus: target.client.id } : null)
  switch (key) {
    case 'ArrowDown':
      return at(rows[index + 1])
    case 'ArrowUp':
      return at(rows[index - 1])
    case 'Home':
      return at(rows[0])
    case 'End':
      return at(rows.at(-1))
    case 'ArrowRight':
      if (row.hasChildren && !row.isOpen) return { open: focusedId }
      return row.hasChildren ? at(rows[index + 1]) : null
    case 'ArrowLeft':
      if (row.isOpen) return { close: focusedId }
      return at(rows.slice(0, index).findLast((other) => other.level < row.level))
    default:
      return key.length === 1 && key !== ' ' ? at(typeAhead(rows, index, key)) : null
  }
}

function typeAhead(rows: TreeRow[], index: number, letter: string): TreeRow | undefined {
  const after = [...rows.slice(index + 1), ...rows.slice(0, index)]
  return after.find((row) => row.client.name.toLowerCase().startsWith(letter.toLowerCase()))
}
