import { appRole, pushDatabase, seed, startLocal, withClient, withDatabase } from '@hg/pg'
import { migrateQueue } from '@hg/queue'
import { join } from 'node:path'
import type { ScriptEnv } from './env.ts'
import { Failure } from './say.ts'
import type { Secrets } from './secrets.ts'

export interface ReadyDatabase {
  /** What the services log in with. */
  url: string
  directUrl: string
  adminUrl: string
  /** For people: which database this is. */
  description: string
  stop(): Promise<void>
}

/** Starts the embedded database, or uses the one that the environment names; migrated and seeded when this resolves. */
export async function prepareDatabase(env: ScriptEnv, secrets: Secrets): Promise<ReadyDatabase> {
  const database = env.databaseUrl ? await useNamed(env, env.databaseUrl, secrets) : await startEmbedded(env)
  try {
    await seed(database.adminUrl)
    await migrateQueue(database.adminUrl, { asRole: appRole })
    return database
  } catch (error) {
    await database.stop()
    throw error
  }
}

async function startEmbedded(env: ScriptEnv): Promise<ReadyDatabase> {
  const dataDir = join(env.dataDir, 'pg')
  const local = await startLocal({ port: env.ports.postgres, dataDir })
  return {
    url: local.appUrl,
    directUrl: local.appUrl,
    adminUrl: local.adminUrl,
    description: `PostgreSQL 16, embedded, port ${local.server.port}`,
    stop: () => local.server.stop(),
  }
}

/**
 * A superuser's DATABASE_URL is used to migrate, and the services log in as their own role, since a superuser is past
 * row-level security. Any other needs DATABASE_ADMIN_URL beside it.
 */
async function useNamed(env: ScriptEnv, url: string, secrets: Secrets): Promise<ReadyDatabase> {
  const mighty = await isSuperuser(url, 'DATABASE_URL')
  const adminUrl = env.databaseAdminUrl ?? (mighty ? url : undefined)
  if (!adminUrl) {
    throw new Failure(
      'DATABASE_ADMIN_URL is missing: set it to a superuser of the same database, who migrates it and adds the demo data.',
    )
  }
  if (env.databaseAdminUrl && !(await isSuperuser(env.databaseAdminUrl, 'DATABASE_ADMIN_URL'))) {
    throw new Failure('DATABASE_ADMIN_URL must name a superuser: it makes roles and migrates.')
  }
  await pushDatabase(adminUrl, mighty ? { appPassword: secrets.appPassword } : {})
  const database = new URL(url).pathname.slice(1)
  const appUrl = mighty ? withDatabase(url, database, { user: appRole, password: secrets.appPassword }) : url
  return {
    url: appUrl,
    directUrl: env.databaseDirectUrl ?? appUrl,
    adminUrl,
    description: `PostgreSQL at ${new URL(url).host} (DATABASE_URL)`,
    stop: () => Promise.resolve(),
  }
}

async function isSuperuser(url: string, variable: string): Promise<boolean> {
  try {
    return await withClient(url, async (client) => {
      const { rows } = await client.query<{ mighty: boolean }>(
        'select rolsuper or rolbypassrls as mighty from pg_roles where rolname = current_user',
      )
      return rows[0]?.mighty ?? false
    })
  } catch (error) {
    throw new Failure(`${variable} cannot be used: ${error instanceof Error ? error.message : String(error)}`)
  }
}
