import { createTestDatabase, createTestRedis } from '@hg/testkit'
import pg from 'pg'
import { prepareServices } from '../systems/services.ts'
import { fillClients, fillJobs } from './fill.ts'
import { measureLists } from './measure.ts'
import { makeReaders } from './people.ts'
import { reportLists } from './report.ts'
import { planTree } from './tree.ts'

/** The same tree and the same sizes in every run. */
const seed = 3
/** The seeded tree's root and its seven clients stay. */
const seededClients = 8

/**
 * Fills a database of its own with a year of jobs and measures what people read of them.
 *
 * @param options.dir for the output of the services
 */
export async function benchLists(options: {
  dir: string
  jobs: number
  clients: number
  samples: number
  only: RegExp
  say: (line: string) => void
}): Promise<{ text: string; isReached: boolean }> {
  const { dir, say } = options
  const [database, redis] = [await createTestDatabase(), await createTestRedis()]
  const db = new pg.Client({ connectionString: database.adminUrl })
  try {
    await db.connect()
    const planned = planTree({ clients: options.clients - seededClients, jobs: options.jobs, seed })
    await fillClients(db, planned)
    say(`${await fillJobs(db)} jobs of ${options.clients} clients`)
    const services = await prepareServices({ dir, database, redis })
    const direct = { url: database.directUrl, directUrl: database.directUrl }
    const explained = await prepareServices({ dir, database: direct, redis, keys: services.keys })
    const readers = await makeReaders(db, planned, services.keys.privateKey)
    return reportLists(await measureLists({ ...options, db, database, readers, services, explained }))
  } finally {
    await db.end()
    await redis.release()
    await database.drop()
  }
}
