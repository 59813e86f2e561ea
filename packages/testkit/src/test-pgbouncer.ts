import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appRole, withDatabase } from '@hg/pg'
import { readTopology } from './env.ts'
import { startReaper } from './reaper.ts'
import { appPassword, startPgbouncer } from './servers.ts'
import { endProcess } from './start-process.ts'
import type { TestDatabase } from './test-database.ts'

export interface TestPgbouncer {
  /** The services' login to a test database through this PgBouncer. */
  urlOf(database: TestDatabase): string
  stop(): Promise<void>
}

/** A PgBouncer of a test's own before the topology's PostgreSQL, with `poolSize` connections to each database. */
export async function startTestPgbouncer(options: { poolSize: number }): Promise<TestPgbouncer> {
  const topology = readTopology()
  if (!topology) throw new Error('no test topology: see createTestDatabase')
  const dir = await mkdtemp(join(tmpdir(), 'hg-pgbouncer-'))
  await chmod(dir, 0o755)
  const reaper = startReaper(dir)
  const { child, port } = await startPgbouncer(dir, Number(new URL(topology.adminUrl).port), options.poolSize)
  reaper.watch(child.pid, 'TERM')
  const app = { user: appRole, password: appPassword }
  return {
    urlOf: ({ name }) => withDatabase(`postgresql://127.0.0.1:${port}`, name, app),
    async stop() {
      await endProcess(child, 'SIGTERM')
      reaper.dismiss()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
