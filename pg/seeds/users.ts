import { type Role, role } from '@hg/contracts'
import { hash } from '@node-rs/argon2'
import type { Client } from 'pg'
import { z } from 'zod'
import { idOf } from './clients.ts'
import { readYaml } from './read.ts'

/** The library's default is Argon2id; with the smaller of OWASP's recommended memory sizes (19 MiB, 2 passes, 1 lane). */
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

const group = z.strictObject({ client: z.string(), domain: z.string(), name: z.string(), roles: z.array(role) })

export interface DemoUser {
  email: string
  name: string
  role: Role
  clientSlug: string
}

/** The people of `users.yaml`: one for each role that a client lists. */
export async function readDemoUsers(): Promise<DemoUser[]> {
  const groups = await readYaml('users.yaml', z.array(group))
  return groups.flatMap(({ client, domain, name, roles }) =>
    roles.map((held) => ({
      email: `${held}@${domain}`,
      name: `${name} ${held.charAt(0).toUpperCase()}${held.slice(1)}`,
      role: held,
      clientSlug: client,
    })),
  )
}

/** Adds the people who are not there, by address, all with one password, and the roles that they lack. */
export async function seedUsers(db: Client, clients: ReadonlyMap<string, string>, password: string): Promise<void> {
  const users = await readDemoUsers()
  const there = await db.query<{ email: string }>('select email from users where email = any ($1)', [
    users.map((user) => user.email),
  ])
  const known = new Set(there.rows.map((row) => row.email))
  const missing = users.filter((user) => !known.has(user.email))
  // Each hash has a salt of its own, so none is shared; they are made at once, on the pool's threads.
  const hashes = await Promise.all(missing.map(() => hash(password, argon2id)))
  for (const [index, user] of missing.entries()) {
    await db.query('insert into users (email, name, password_hash) values ($1, $2, $3)', [
      user.email,
      user.name,
      hashes[index],
    ])
  }
  for (const user of users) {
    await db.query(
      `insert into memberships (user_id, client_id, role) select id, $2, $3 from users where email = $1
       on conflict (user_id, client_id) do nothing`,
      [user.email, idOf(clients, user.clientSlug), user.role],
    )
  }
}
