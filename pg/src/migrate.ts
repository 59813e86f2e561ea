import { join } from 'node:path'
import { runner } from 'node-pg-migrate'
import { withClient } from './connect.ts'
import { pgDir } from './paths.ts'
import type { Log } from './server/place.ts'

/**
 * Applies the pending migrations of `pg/migrations` in the order of their names, each in a transaction of its own.
 * Two runs at once wait for each other (advisory lock); a migration that precedes one already applied is refused.
 * Returns the names of those it applied; throws one line naming the migration that failed.
 */
export async function migrate(adminUrl: string, options: { dir?: string; log?: Log } = {}): Promise<string[]> {
  const details: string[] = []
  let current = ''
  const logger = {
    info(line: string) {
      current = /^### MIGRATION (\S+)/.exec(line)?.[1] ?? current
    },
    warn: (line: string) => void details.push(line),
    error: (line: string) => void details.push(line),
  }
  return withClient(adminUrl, async (dbClient) => {
    try {
      const applied = await runner({
        dbClient,
        dir: options.dir ?? join(pgDir, 'migrations'),
        direction: 'up',
        migrationsTable: 'pgmigrations',
        singleTransaction: false,
        advisoryLockMode: 'wait',
        logger,
      })
      return applied.map((migration) => migration.name)
    } catch (error) {
      details.forEach((line) => options.log?.(line))
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(`migration ${current} failed: ${reason}`, { cause: error })
    }
  })
}
