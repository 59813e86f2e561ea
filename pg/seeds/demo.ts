import type { ApiKeyScope, DemoFile } from '@hg/contracts'
import { createApiKey } from '@hg/runtime'
import type { Client } from 'pg'
import { readDemoUsers } from './users.ts'

/** The password of every demo user, until it is changed. */
export const demoPassword = 'write-well-2026'

/**
 * Makes an API key for a client of the demo and returns it; only its hash is stored, so this is the one time to see it.
 * Throws when there is no such client.
 */
export async function createDemoKey(
  db: Client,
  options: { clientSlug: string; scopes: ApiKeyScope[]; name: string },
): Promise<string> {
  const { key, keyId, hash } = createApiKey()
  const inserted = await db.query(
    `insert into api_keys (client_id, name, key_id, hash, scopes) select id, $2, $3, $4, $5 from clients where slug = $1`,
    [options.clientSlug, options.name, keyId, hash, options.scopes],
  )
  if (inserted.rowCount !== 1) throw new Error(`there is no client ${options.clientSlug}`)
  return key
}

/** Who may sign in to a seeded database, and its clients, as the demo file lists them. */
export async function readDemo(db: Client): Promise<Pick<DemoFile, 'users' | 'clients'>> {
  const { rows } = await db.query<DemoFile['clients'][number]>(
    `select c.id, c.slug, c.name, c.type, p.slug as parent_slug
     from clients c
     left join clients p on p.id = c.parent_id
     order by c.type, p.slug nulls first, c.slug`,
  )
  const users = await readDemoUsers()
  return {
    users: users.map(({ email, role, clientSlug }) => ({
      email,
      password: demoPassword,
      role,
      client_slug: clientSlug,
    })),
    clients: rows,
  }
}
