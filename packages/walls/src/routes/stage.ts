import { setStage, type Stage, type StagedClient } from '@hg/rls'
import { generateServiceKeys, hashPassword } from '@hg/runtime'
import { createTestDatabase, createTestRedis, type TestDatabase, type TestRedis } from '@hg/testkit'
import { Client } from 'pg'
import { createActors, type RouteActor } from './actors.ts'
import type { ServiceKeys } from './services.ts'

/** A database with a row of every kind for every client of the seeded tree, and everybody who may ask for them. */
export interface RouteStage {
  database: TestDatabase
  redis: TestRedis
  /** Past row-level security. */
  admin: Client
  keys: ServiceKeys
  rows: Stage
  actors: RouteActor[]
  client(slug: string): StagedClient
  close(): Promise<void>
}

/** Where the actors stand: above, on, below and beside the two targets, and somewhere else. */
const places = [
  'hg-content',
  'heaviside-digital',
  'cincinnati-electrician',
  'local-business-group',
  'paving-marketers',
  'ohio-paving',
]

export async function setRouteStage(): Promise<RouteStage> {
  const [database, redis, keys] = await Promise.all([createTestDatabase(), createTestRedis(), generateServiceKeys()])
  const admin = new Client(database.adminUrl)
  await admin.connect()
  const rows = await setStage(admin)
  const bySlug = (slug: string) => {
    const found = rows.clients.find((one) => one.slug === slug)
    if (!found) throw new Error(`the seeds have no client ${slug}`)
    return found
  }
  await admin.query(`update users set password_hash = $1 where email like '%@stage.example'`, [
    await hashPassword('none of these is right'),
  ])
  // As the services write them: what is only there to be seen or not need not be read.
  for (const table of ['content_templates', 'content_template_versions'])
    await admin.query(`update ${table} set body = '{"sections": [], "defaults": {}}'`)
  await admin.query(
    `update jobs set parameters = '{"topic": "Whose"}', strategy = '{"effective": {}, "layers": []}' where created_by = 'stage'`,
  )
  // Jobs that have ended: to cancel one is a refusal that only those may meet who may cancel.
  await admin.query(`update jobs set status = 'cancelled' where created_by = 'stage'`)
  const actors = await createActors(admin, keys, rows, places.map(bySlug))
  return {
    database,
    redis,
    admin,
    keys,
    rows,
    actors,
    client: bySlug,
    async close() {
      await admin.end()
      await redis.release()
      await database.drop()
    },
  }
}
