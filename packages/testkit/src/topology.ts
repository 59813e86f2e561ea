import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appRole, withDatabase } from '@hg/pg'
import type { TopologyAddresses } from './env.ts'
import { startReaper } from './reaper.ts'
import { appPassword, startPgbouncer, startPostgres, startRedis } from './servers.ts'
import { endProcess } from './start-process.ts'

export interface Topology extends TopologyAddresses {
  stop: () => Promise<void>
}

/**
 * Starts PostgreSQL and, unless told otherwise, Redis and PgBouncer on free loopback ports, in a folder of their own
 * under the system's temporary one. Everything goes when `stop` is called, or when this process dies.
 */
export async function startTopology(parts: { redis?: boolean; pgbouncer?: boolean } = {}): Promise<Topology> {
  const dir = await mkdtemp(join(tmpdir(), 'hg-test-'))
  await chmod(dir, 0o755)
  const reaper = startReaper(dir)
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const stopOne of stops.reverse()) await stopOne()
    reaper.dismiss()
    await rm(dir, { recursive: true, force: true })
  }

  try {
    const postgres = await startPostgres(dir)
    stops.push(() => postgres.stop())
    reaper.watch(postgres.pid, 'INT')

    const [redis, pgbouncer] = await Promise.all([
      parts.redis === false ? null : startRedis(dir),
      parts.pgbouncer === false ? null : startPgbouncer(dir, postgres.port),
    ])
    for (const server of [redis, pgbouncer]) {
      if (!server) continue
      stops.push(() => endProcess(server.child, 'SIGTERM'))
      reaper.watch(server.child.pid, 'TERM')
    }
    const app = { user: appRole, password: appPassword }
    return {
      adminUrl: postgres.adminUrl,
      pgbouncerUrl: pgbouncer && withDatabase(`postgresql://127.0.0.1:${pgbouncer.port}`, 'postgres', app),
      redisUrl: redis && `redis://127.0.0.1:${redis.port}`,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
