import { randomBytes } from 'node:crypto'
import { appRole, withClient, withDatabase } from '@hg/pg'
import { readTemplate, readTopology } from './env.ts'
import { appPassword } from './servers.ts'

export interface TestDatabase {
  name: string
  /** The services' login through PgBouncer; straight to PostgreSQL in a topology without PgBouncer. */
  url: string
  /** The services' login straight to PostgreSQL: what LISTEN needs. */
  directUrl: string
  /** The superuser, past row-level security. */
  adminUrl: string
  /** Closes every connection to the database and removes it. */
  drop(): Promise<void>
}

/** Clones the migrated and seeded template: a database of its own for a test file. Needs the global set-up. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const topology = readTopology()
  const template = readTemplate()
  if (!topology || !template) {
    throw new Error("no test topology: add globalSetup: ['@hg/testkit/global-setup'] to vitest.config.ts")
  }
  const name = `test_${randomBytes(8).toString('hex')}`
  await withClient(topology.adminUrl, (client) => client.query(`create database ${name} template ${template}`))

  const directUrl = withDatabase(topology.adminUrl, name, { user: appRole, password: appPassword })
  return {
    name,
    url: topology.pgbouncerUrl ? withDatabase(topology.pgbouncerUrl, name) : directUrl,
    directUrl,
    adminUrl: withDatabase(topology.adminUrl, name),
    async drop() {
      await withClient(topology.adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}
