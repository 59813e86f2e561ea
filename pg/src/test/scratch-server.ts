import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withDatabase } from '../connect.ts'
import { ensureDatabase } from '../database.ts'
import { freePort } from '../server/port.ts'
import { startServer } from '../server/start.ts'

/** A folder of its own that the server's user can enter. */
export async function scratchDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'hg-pg-'))
  await chmod(dir, 0o755)
  return dir
}

/** A server of its own for a test file, without the safety it does not need. */
export async function scratchServer() {
  const dir = await scratchDir()
  const server = await startServer({ dataDir: dir, port: await freePort(), settings: { fsync: 'off' } })
  return {
    port: server.port,
    /** Makes an empty database; returns its superuser's URL. */
    async database(name: string): Promise<string> {
      const url = withDatabase(server.adminUrl, name)
      await ensureDatabase(url)
      return url
    },
    async stop() {
      await server.stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
