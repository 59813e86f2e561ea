import { createTestDatabase, type TestDatabase } from '@hg/testkit'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { migrateQueue } from './index.ts'

let database: TestDatabase
let admin: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new pg.Client({ connectionString: database.adminUrl })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await database.drop()
})
beforeEach(async () => {
  await admin.query('drop schema if exists bullmq cascade')
  await admin.query('create schema bullmq authorization hg_content_app')
})

async function owners(): Promise<string[]> {
  const { rows } = await admin.query<{ owner: string }>(
    "select distinct pg_get_userbyid(relowner) as owner from pg_class where relnamespace = 'bullmq'::regnamespace",
  )
  return rows.map((row) => row.owner)
}

it('the services’ own role makes the tables in its schema, without the right to create schemas', async () => {
  const { rows } = await admin.query("select has_database_privilege('hg_content_app', current_database(), 'create')")
  expect(rows).toEqual([{ has_database_privilege: false }])
  expect(await migrateQueue(database.directUrl)).toBeGreaterThan(0)
  expect(await owners()).toEqual(['hg_content_app'])
})

it('an administrator makes them for that role', async () => {
  await migrateQueue(database.adminUrl, { asRole: 'hg_content_app' })
  expect(await owners()).toEqual(['hg_content_app'])
})

it('repeating it, also in parallel, changes nothing', async () => {
  const versions = await Promise.all([1, 2, 3].map(() => migrateQueue(database.directUrl)))
  expect(await migrateQueue(database.directUrl)).toBe(versions[0])
  expect(new Set(versions).size).toBe(1)
})
