import { createTestDatabase, type TestDatabase, whileHeld } from '@hg/testkit'
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let database: TestDatabase
let admin: Client

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new Client(database.adminUrl)
  await admin.connect()
  // As the functions do it that empty jobs: in the name of their own login.
  await admin.query(`
    create function public.empty_piece(piece uuid) returns void language sql security definer as $$
      update public.jobs set prompt = '', parameters = '{}', strategy = '{}', emptied_at = now() where id = piece
    $$`)
  await admin.query('alter function public.empty_piece(uuid) owner to hg_content_rls')
})
afterAll(async () => {
  await admin.end()
  await database.drop()
})

async function add(slug: string, isTrial: boolean, parameters: object): Promise<string> {
  const { rows } = await admin.query<{ id: string }>(
    `insert into jobs (client_id, content_type, prompt, created_by, is_trial, parameters)
     select id, 'faq', 'Taken', 'test', $2, $3 from clients where slug = $1 returning id`,
    [slug, isTrial, JSON.stringify(parameters)],
  )
  return rows[0]?.id ?? ''
}

/** A piece of a customer that has ended, and a trial of its agency that was asked for with its words, under way. */
async function makePair(): Promise<{ piece: string; trial: string }> {
  const piece = await add('cincinnati-electrician', false, { topic: 'Taken' })
  const taken_from = { job_id: piece, client_id: randomUUID() }
  const trial = await add('heaviside-digital', true, { topic: 'Taken', trial: { taken_from } })
  await admin.query(`update jobs set status = 'cancelled', completed_at = now() where id = $1`, [piece])
  return { piece, trial }
}

const end = `update jobs set status = 'failed', error_message = 'Taken', completed_at = now() where id = $1`
const empty = 'select public.empty_piece($1)'

async function textsOf(trial: string): Promise<unknown> {
  const { rows } = await admin.query(`select status, prompt, parameters, error_message from jobs where id = $1`, [
    trial,
  ])
  return rows[0]
}

describe('a trial that ends while the piece that its brief was taken from is emptied keeps none of its words', () => {
  const nothing = { status: 'failed', prompt: '', parameters: {}, error_message: null }

  it.each([
    ['the trial ends first', end, empty],
    ['the piece is emptied first', empty, end],
  ])('where %s', async (_, first, second) => {
    const { piece, trial } = await makePair()
    const of = (sql: string) => [sql === end ? trial : piece]
    await whileHeld(
      database.adminUrl,
      { sql: first, values: of(first) },
      () => admin.query(second, of(second)),
      () => Promise.resolve(),
    )
    expect(await textsOf(trial)).toEqual(nothing)
  })
})
