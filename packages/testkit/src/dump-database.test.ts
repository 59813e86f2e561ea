import { expect, test } from 'vitest'
import { createTenant, createTestDatabase, dumpDatabase, withClient } from './index.ts'

test('a dump holds every row of every table, partitions included, past row-level security', async () => {
  const database = await createTestDatabase()
  const tenant = await createTenant(database.adminUrl)
  await withClient(database.adminUrl, (admin) =>
    admin.query(
      `insert into jobs (client_id, content_type, prompt, created_by) values ($1, 'article', 'A prompt like no other', 'x')`,
      [tenant.customerId],
    ),
  )
  const dump = await dumpDatabase(database.adminUrl)
  await database.drop()
  for (const text of [tenant.customerId, tenant.keys.read.id, 'A prompt like no other', '-- "public"."prices"'])
    expect(dump).toContain(text)
  expect(dump.length).toBeGreaterThan(50_000)
})

test('a dump holds long rows whole, however many there are', async () => {
  const database = await createTestDatabase()
  const tenant = await createTenant(database.adminUrl)
  await withClient(database.adminUrl, (admin) =>
    admin.query(
      `insert into jobs (client_id, content_type, prompt, created_by)
       select $1, 'article', repeat('many words ', 1 + n * 37 % 2000) || 'row ' || n || '.', 'x' from generate_series(1, 100) n`,
      [tenant.customerId],
    ),
  )
  const dump = await dumpDatabase(database.adminUrl)
  await database.drop()
  const found = new Set(Array.from(dump.matchAll(/words row (\d+)\./g), ([, n]) => n))
  expect(found.size).toBe(100)
})
