import { createTestDatabase, type TestDatabase } from '@hg/testkit'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runDeed } from './deed.ts'
import { deedsOf } from './deeds.ts'
import { setStage, type Stage } from './stage.ts'

let database: TestDatabase
let admin: Client
let stage: Stage

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new Client(database.adminUrl)
  await admin.connect()
  stage = await setStage(admin)
})
afterAll(async () => {
  await admin.end()
  await database.drop()
})

it('lets everybody do what is theirs to do, with all that has to come of it', async () => {
  const deeds = deedsOf(stage)
  await admin.query('begin')
  const wrong: string[] = []
  for (const deed of deeds) {
    const came = await runDeed(admin, deed)
    if (came !== deed.expected) wrong.push(`${deed.what}: expected ${deed.expected}, got ${came}`)
  }
  await admin.query('rollback')
  expect(wrong).toEqual([])
  process.stdout.write(`${deeds.length} deeds\n`)
})
