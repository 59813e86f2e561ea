import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Client } from 'pg'
import { withClient } from './connect.ts'
import { pgDir } from './paths.ts'

/** Fills a migrated database with the demo tree of `pg/seeds`, in one transaction. */
export async function seed(adminUrl: string): Promise<void> {
  const file = join(pgDir, 'seeds', 'index.ts')
  if (!existsSync(file)) return
  // Loaded when needed: hashing passwords pulls in a native module that starting a server can do without.
  const seeds = (await import(pathToFileURL(file).href)) as { seed(client: Client): Promise<void> }
  await withClient(adminUrl, async (client) => {
    await client.query('begin')
    await seeds.seed(client)
    await client.query('commit')
  })
}
