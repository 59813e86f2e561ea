import { join } from 'node:path'
import { ensureDatabase, pushDatabase } from './database.ts'
import { withDatabase } from './connect.ts'
import { projectDir } from './paths.ts'
import { appRole } from './roles.ts'
import { keptSecret } from './server/initdb.ts'
import type { Log } from './server/place.ts'
import { findServer, startServer, type RunningServer } from './server/start.ts'

/** The database of the product, on every server. */
export const databaseName = 'hg_content'

/** Where the local database lies: git-ignored, removed with the project folder. */
export const localDataDir = join(projectDir, '.data', 'pg')

/** The addresses of the local database. Both go straight to PostgreSQL: there is no pooler on a developer's machine. */
export interface LocalUrls {
  adminUrl: string
  appUrl: string
  appPassword: string
}

export interface LocalDatabase extends LocalUrls {
  server: RunningServer
  /** The migrations that this start applied. */
  applied: string[]
}

/**
 * Starts the local server and brings its database up to date (roles, migrations, reference data; no seeds).
 * Throws one line and leaves nothing running when the port is taken or a migration fails.
 */
export async function startLocal(options: {
  port: number
  dataDir?: string
  log?: Log
  detached?: boolean
}): Promise<LocalDatabase> {
  const { dataDir = localDataDir, ...rest } = options
  const server = await startServer({ dataDir, ...rest })
  try {
    const urls = await localUrls(server.adminUrl, dataDir)
    await ensureDatabase(urls.adminUrl)
    const { applied } = await pushDatabase(urls.adminUrl, { appPassword: urls.appPassword, log: options.log })
    return { ...urls, server, applied }
  } catch (error) {
    if (!server.adopted) await server.stop()
    throw error
  }
}

/** The addresses of the local database while its server runs; null when it does not. */
export async function findLocal(dataDir = localDataDir): Promise<(LocalUrls & { port: number; pid: number }) | null> {
  const server = await findServer(dataDir)
  return server && { ...(await localUrls(server.adminUrl, dataDir)), port: server.port, pid: server.pid }
}

async function localUrls(serverUrl: string, dataDir: string): Promise<LocalUrls> {
  const appPassword = await keptSecret(dataDir, 'app-password')
  return {
    adminUrl: withDatabase(serverUrl, databaseName),
    appUrl: withDatabase(serverUrl, databaseName, { user: appRole, password: appPassword }),
    appPassword,
  }
}
