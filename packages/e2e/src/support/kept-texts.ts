import { dumpDatabase, dumpRedis, withClient } from '@hg/testkit'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Stage } from '../stage/stage.ts'

/** All that the product keeps, as text in lower case, by the place where it lies. */
export type KeptTexts = Record<string, string>

/**
 * Reads every table, every key of Redis, and every log: of the services, and of the database server. What is handed out is
 * not among it: mails, which the quick start writes as files in place of sending them, and archives, which go to whoever
 * asked and are kept nowhere. Only on the full topology.
 */
export async function readKeptTexts({ dataDir, databaseAdminUrl, redisUrl }: Stage): Promise<KeptTexts> {
  if (databaseAdminUrl === null || redisUrl === null) throw new Error('only the full topology can be searched')
  const [database, redis, serverLog, names] = await Promise.all([
    dumpDatabase(databaseAdminUrl),
    dumpRedis(redisUrl),
    serverLogOf(databaseAdminUrl),
    readdir(join(dataDir, 'logs')),
  ])
  const texts: KeptTexts = { database, redis, 'log of postgres': await readFile(serverLog, 'utf8') }
  for (const name of names) texts[`log ${name}`] = await readFile(join(dataDir, 'logs', name), 'utf8')
  return Object.fromEntries(Object.entries(texts).map(([place, text]) => [place, text.toLowerCase()]))
}

/** Where each of these stands, as `<what>: <place>`. Upper and lower case are the same. */
export function findIn(texts: KeptTexts, strings: Record<string, string>): string[] {
  return Object.entries(strings).flatMap(([what, text]) =>
    Object.keys(texts)
      .filter((place) => texts[place]?.includes(text.toLowerCase()))
      .map((place) => `${what}: ${place}`),
  )
}

/** The test topology's server writes beside the folder of its data. */
function serverLogOf(adminUrl: string): Promise<string> {
  return withClient(adminUrl, async (db) => {
    const { rows } = await db.query<{ data_directory: string }>('show data_directory')
    return join(dirname(rows[0]?.data_directory ?? ''), 'server.log')
  })
}
