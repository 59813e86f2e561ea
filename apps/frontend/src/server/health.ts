import 'server-only'
import type { Health } from '@hg/contracts'
import { accountsAnswer } from '#auth/database.ts'
import manifest from '../../package.json'

const keptMs = 5000
let last: { health: Promise<Health>; atMs: number } | undefined

/** How the web app is: unhealthy when nobody could sign in. Asked at most every 5 s, however many ask. */
export async function health(nowMs: number): Promise<Health> {
  if (!last || nowMs - last.atMs > keptMs) last = { health: look(nowMs), atMs: nowMs }
  return last.health
}

async function look(nowMs: number): Promise<Health> {
  const database = (await accountsAnswer()) ? 'healthy' : 'unhealthy'
  return {
    status: database,
    timestamp: new Date(nowMs).toISOString(),
    services: { database, redis: 'not_configured', external_apis: {} },
    version: manifest.version,
  }
}
