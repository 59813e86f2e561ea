import { randomBytes } from 'node:crypto'
import { withClient } from '@hg/pg'
import { createApiKey } from '@hg/runtime'

const roles = ['owner', 'admin', 'member', 'viewer'] as const
type Role = (typeof roles)[number]

/** An agency of a test's own under the seeded root, with two customers, people of each role, and keys. */
export interface Tenant {
  agencyId: string
  customerId: string
  /** A second customer of the same agency. */
  siblingId: string
  rootId: string
  /** User ids by their role at the agency. */
  users: Record<Role, string>
  /** A member of the first customer only. */
  customerUserId: string
  /** Keys of the agency: `read` has content:read, `write` both scopes. */
  keys: Record<'read' | 'write', { id: string; key: string }>
}

/** Makes a tenant past row-level security, so that tests share a database without sharing rows. */
export async function createTenant(adminUrl: string): Promise<Tenant> {
  const tag = randomBytes(5).toString('hex')
  return withClient(adminUrl, async (db) => {
    const insert = async (sql: string, values: unknown[]): Promise<string> => {
      const { rows } = await db.query<{ id: string }>(sql, values)
      return rows[0]?.id ?? ''
    }
    await db.query(`insert into clients (name, slug, type) values ('Root', 'root', 'root') on conflict do nothing`)
    const rootId = await insert(`select id from clients where type = 'root'`, [])
    const client = 'insert into clients (name, slug, type, parent_id) values ($1, $2, $3, $4) returning id'
    const agencyId = await insert(client, [`Agency ${tag}`, `agency-${tag}`, 'agency', rootId])
    const customerId = await insert(client, [`Customer ${tag}`, `customer-${tag}`, 'customer', agencyId])
    const siblingId = await insert(client, [`Sibling ${tag}`, `sibling-${tag}`, 'customer', agencyId])

    const addUser = async (name: string, role: Role, clientId: string): Promise<string> => {
      const id = await insert(
        `insert into users (email, name, password_hash) values ($1, $2, 'unusable') returning id`,
        [`${name}-${tag}@test.example`, name],
      )
      await db.query('insert into memberships (user_id, client_id, role) values ($1, $2, $3)', [id, clientId, role])
      return id
    }
    const users = {} as Record<Role, string>
    for (const role of roles) users[role] = await addUser(role, role, agencyId)
    const customerUserId = await addUser('customer', 'member', customerId)

    const addKey = async (scopes: string[]) => {
      const { key, keyId, hash } = createApiKey()
      const id = await insert(
        'insert into api_keys (client_id, name, key_id, hash, scopes) values ($1, $2, $3, $4, $5) returning id',
        [agencyId, 'test', keyId, hash, scopes],
      )
      return { id, key }
    }
    const keys = { read: await addKey(['content:read']), write: await addKey(['content:read', 'content:write']) }
    return { rootId, agencyId, customerId, siblingId, users, customerUserId, keys }
  })
}
