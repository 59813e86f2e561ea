import { withClient } from '@hg/pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from './index.ts'

let first: TestDatabase
let second: TestDatabase

beforeAll(async () => {
  ;[first, second] = await Promise.all([createTestDatabase(), createTestDatabase()])
})
afterAll(async () => {
  await Promise.all([first.drop(), second.drop()])
})

const countModels = (url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ count: string }>('select count(*) from models')
    return Number(rows[0]?.count)
  })

test('a clone has the migrated tables and the reference data, on all three addresses', async () => {
  const counts = await Promise.all([first.url, first.directUrl, first.adminUrl].map(countModels))
  expect(counts[0]).toBeGreaterThan(50)
  expect(new Set(counts).size).toBe(1)
})

test('what one clone changes, another does not see', async () => {
  await withClient(first.adminUrl, (client) => client.query('delete from prices'))
  await withClient(first.adminUrl, (client) => client.query('delete from models'))
  expect(await countModels(first.url)).toBe(0)
  expect(await countModels(second.url)).toBeGreaterThan(50)
})

test('the services log in without the rights of a superuser', async () => {
  await withClient(first.url, async (client) => {
    const { rows } = await client.query(
      'select current_user, usesuper, usebypassrls from pg_user where usename = current_user',
    )
    expect(rows).toEqual([{ current_user: 'hg_content_app', usesuper: false, usebypassrls: false }])
  })
})

test('the url goes through a transaction pooler, the direct one does not', async () => {
  const backends = async (url: string) =>
    withClient(url, async (client) => {
      const { rows } = await client.query<{ client_port: number }>(
        'select client_port from pg_stat_activity where pid = pg_backend_pid()',
      )
      // Through a pooler the server sees the pooler's socket.
      const socket = (client as unknown as { connection: { stream: { localPort: number } } }).connection.stream
      return rows[0]?.client_port === socket.localPort
    })
  expect(await backends(first.directUrl)).toBe(true)
  expect(await backends(first.url)).toBe(false)
})

test('a dropped clone is gone, even with connections open', async () => {
  const database = await createTestDatabase()
  await withClient(database.directUrl, async (client) => {
    await client.query('select 1')
    await database.drop()
    await expect(client.query('select 1')).rejects.toThrow()
  })
  await expect(withClient(database.directUrl, (client) => client.query('select 1'))).rejects.toThrow(/does not exist/)
})
