import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from './connect.ts'
import { pushDatabase } from './database.ts'
import { pgDir } from './paths.ts'
import { loadReference } from './reference.ts'
import { scratchDir, scratchServer } from './test/scratch-server.ts'

interface Row {
  provider: string
  model: string
  name: string
  status: string
  successor: string | null
  price: { effective_from: string; input_usd_per_million: string; tiers: unknown[] }
}

let server: Awaited<ReturnType<typeof scratchServer>>
let dir: string
let url: string
let catalogue: Row[]

beforeAll(async () => {
  server = await scratchServer()
  dir = await scratchDir()
  url = await server.database('reference')
  await pushDatabase(url)
  catalogue = JSON.parse(await readFile(join(pgDir, 'reference', 'models.json'), 'utf8')) as Row[]
})
afterAll(async () => {
  await server.stop()
  await rm(dir, { recursive: true, force: true })
})

/** Loads the catalogue as `edit` changes it. */
async function load(edit: (row: Row) => void) {
  const rows = structuredClone(catalogue)
  rows.filter((row) => row.model === 'gpt-5.4').forEach(edit)
  const file = join(dir, 'models.json')
  await writeFile(file, JSON.stringify(rows))
  return loadReference(url, { file })
}

const prices = () =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ usd: string }>(
      "select input_usd_per_million::float8 as usd from prices where model = 'gpt-5.4' order by effective_from",
    )
    return rows.map((row) => row.usd)
  })

test('every model has a price, and every successor is a model of the same provider', () => {
  const known = new Set(catalogue.map((row) => `${row.provider}/${row.model}`))
  const lost = catalogue.filter((row) => row.successor !== null && !known.has(`${row.provider}/${row.successor}`))
  expect(lost).toEqual([])
  expect(catalogue.filter((row) => row.status === 'retired' && row.successor === null)).toEqual([])
  expect(known.size).toBe(catalogue.length)
})

test('loading the same file again adds no price', async () => {
  expect(await loadReference(url)).toEqual({ models: catalogue.length, newPrices: 0 })
})

test('a model is updated in place', async () => {
  await load((row) => (row.name = 'Another name'))
  await withClient(url, async (client) => {
    const { rows } = await client.query("select name from models where model = 'gpt-5.4'")
    expect(rows).toEqual([{ name: 'Another name' }])
  })
})

test('a changed price without a later date is refused, and changes nothing', async () => {
  const change = load((row) => {
    row.name = 'Never written'
    row.price.input_usd_per_million = '9.99'
  })
  await expect(change).rejects.toThrow('the price of gpt-5.4 changed in models.json: give it a later effective_from')
  expect(await prices()).toEqual([2.5])
})

test('a changed price with a later date is one new row beside the old one', async () => {
  const change = (row: Row) => {
    row.price.input_usd_per_million = '9.99'
    row.price.effective_from = '2026-06-01T00:00:00Z'
  }
  expect(await load(change)).toMatchObject({ newPrices: 1 })
  expect(await load(change)).toMatchObject({ newPrices: 0 })
  expect(await prices()).toEqual([2.5, 9.99])
})

test('a file of before is nothing new beside a later price that came from another', async () => {
  expect(await loadReference(url)).toMatchObject({ newPrices: 0 })
  expect(await prices()).toEqual([2.5, 9.99])
  const between = load((row) => {
    row.price.input_usd_per_million = '5'
    row.price.effective_from = '2026-03-01T00:00:00Z'
  })
  await expect(between).rejects.toThrow('give it a later effective_from')
})

test('a malformed file is refused', async () => {
  await expect(load((row) => (row.price.input_usd_per_million = '-1'))).rejects.toThrow(/decimal/)
})
