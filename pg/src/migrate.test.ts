import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from './connect.ts'
import { pushDatabase, resetDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { applyRoles, appRole } from './roles.ts'
import { scratchDir, scratchServer } from './test/scratch-server.ts'

let server: Awaited<ReturnType<typeof scratchServer>>
let dir: string

beforeAll(async () => {
  server = await scratchServer()
  dir = await scratchDir()
})
afterAll(async () => {
  await server.stop()
  await rm(dir, { recursive: true, force: true })
})

async function migrations(name: string, files: Record<string, string>): Promise<string> {
  const folder = join(dir, name)
  await mkdir(folder, { recursive: true })
  for (const [file, sql] of Object.entries(files)) await writeFile(join(folder, file), sql)
  return folder
}

const tables = (url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ tablename: string }>(
      "select tablename from pg_tables where schemaname = 'public' and tablename <> 'pgmigrations' order by 1",
    )
    return rows.map((row) => row.tablename)
  })

test('migrations are applied in order, once; a second run does nothing', async () => {
  const url = await server.database('in_order')
  const folder = await migrations('in_order', {
    '0002_second.sql': 'alter table first add column more int;',
    '0001_first.sql': 'create table first (id int); -- two statements\ninsert into first values (1);',
  })
  expect(await migrate(url, { dir: folder })).toEqual(['0001_first', '0002_second'])
  expect(await migrate(url, { dir: folder })).toEqual([])
})

test('a migration that fails is named, leaves nothing of itself, and keeps those before it', async () => {
  const url = await server.database('failing')
  const folder = await migrations('failing', {
    '0001_good.sql': 'create table good (id int);',
    '0002_bad.sql': 'create table half (id int); select * from missing;',
  })
  await expect(migrate(url, { dir: folder })).rejects.toThrow(
    'migration 0002_bad failed: relation "missing" does not exist',
  )
  expect(await tables(url)).toEqual(['good'])
  await migrations('failing', { '0002_bad.sql': 'create table better (id int);' })
  expect(await migrate(url, { dir: folder })).toEqual(['0002_bad'])
})

test('two runs at once apply each migration once', async () => {
  const url = await server.database('at_once')
  const folder = await migrations('at_once', { '0001_one.sql': 'create table one (id int);' })
  const applied = await Promise.all([migrate(url, { dir: folder }), migrate(url, { dir: folder })])
  expect(applied.flat()).toEqual(['0001_one'])
})

test('a migration that precedes one already applied is refused', async () => {
  const url = await server.database('late')
  const folder = await migrations('late', { '0002_two.sql': 'select 1;' })
  await migrate(url, { dir: folder })
  await migrations('late', { '0001_late.sql': 'select 1;' })
  await expect(migrate(url, { dir: folder })).rejects.toThrow(/0001_late is preceding already run migration 0002_two/)
})

test('the roles may be applied again, and the login takes any password', async () => {
  const url = await server.database('roles')
  const appPassword = 'it\'s "quoted" \\ and ü: 100%'
  await applyRoles(url, { appPassword })
  await applyRoles(url, { appPassword })
  const login = new URL(url)
  login.username = appRole
  login.password = encodeURIComponent(appPassword)
  await withClient(login.href, (client) => client.query('select 1'))

  await applyRoles(url)
  await withClient(login.href, (client) => client.query('select 1'))
})

test('pushing the product twice changes nothing the second time', async () => {
  const url = await server.database('pushed')
  expect((await pushDatabase(url)).applied.length).toBeGreaterThan(0)
  expect((await pushDatabase(url)).applied).toEqual([])
})

test('a reset drops what was there, open connections or not, and seeds', async () => {
  const url = await server.database('reset')
  await withClient(url, async (client) => {
    await client.query('create table mine (id int)')
    await resetDatabase(url)
  })
  expect(await tables(url)).not.toContain('mine')
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>("select name from clients where type = 'root'")
    expect(rows).toEqual([{ name: 'HG Content' }])
  })
})
