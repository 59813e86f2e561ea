import { clientFacts, clientType } from '@hg/contracts'
import type { Client } from 'pg'
import { z } from 'zod'
import { readYaml } from './read.ts'

const clientSeed = z.strictObject({
  slug: z.string(),
  name: z.string(),
  type: clientType,
  parent: z.string().optional(),
  metadata: clientFacts,
})

/** Adds the clients of `clients.yaml` that are not there, by slug. Returns the id of each of them. */
export async function seedClients(db: Client): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  for (const seed of await readYaml('clients.yaml', z.array(clientSeed))) {
    const parentId = seed.parent === undefined ? null : idOf(ids, seed.parent)
    await db.query(
      `insert into clients (slug, name, type, parent_id, metadata) values ($1, $2, $3, $4, $5)
       on conflict (slug) do nothing`,
      [seed.slug, seed.name, seed.type, parentId, JSON.stringify(seed.metadata)],
    )
    const found = await db.query<{ id: string }>('select id from clients where slug = $1', [seed.slug])
    ids.set(seed.slug, found.rows[0]?.id ?? '')
  }
  return ids
}

/** The id of a client that a file names; throws when the tree does not have it. */
export function idOf(clients: ReadonlyMap<string, string>, slug: string): string {
  const id = clients.get(slug)
  if (id === undefined) throw new Error(`the seeds name the client ${slug}, which clients.yaml does not list before it`)
  return id
}
