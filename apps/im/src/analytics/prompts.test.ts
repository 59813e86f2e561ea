import { type JobStatus, promptAnalytics, type PromptAnalytics } from '@hg/contracts'
import { signServiceToken } from '@hg/runtime'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startIm, type TestIm } from '../test/im.ts'

let im: TestIm
const client = { heaviside: '', cincinnati: '', local: '', paving: '' }
let agencys: string
let own: string

interface Piece {
  client: string
  template: string
  version?: number
  status?: JobStatus
  score?: number
  passed?: boolean
  cost?: string
  seconds?: number
  prompt?: [tokens: number, saved: number]
  trial?: boolean
  at?: string
  type?: string
}

async function addPieces(pieces: Piece[]): Promise<string[]> {
  const ids: string[] = []
  for (const piece of pieces) {
    const { status = 'completed', score, passed = true, at = '2026-03-10T12:00:00Z', seconds = 10, prompt } = piece
    const result = score === undefined ? null : { content: 'x', word_count: 1, quality: { score, passed, checks: [] } }
    const { rows } = await im.admin.pool.query<{ id: string }>(
      `insert into jobs (id, client_id, content_type, prompt, parameters, status, result, template_id, template_version, template_name,
         input_tokens, output_tokens, estimated_cost, started_at, completed_at, prompt_tokens, prompt_tokens_saved, is_trial, created_by)
       values (app.uuid_v7($1::timestamptz), $2, $3, 'x', '{}', $4, $5, $6, $7, 'As it was', 100, 50, $8::numeric, $1::timestamptz,
         $1::timestamptz + $9 * interval '1 second', $10, $11, $12, 'test') returning id`,
      [
        ...[
          at,
          piece.client,
          piece.type ?? 'faq',
          status,
          result,
          piece.template,
          piece.version ?? 1,
          piece.cost ?? '0.01',
        ],
        ...[seconds, prompt?.[0] ?? null, prompt?.[1] ?? null, piece.trial ?? false],
      ],
    )
    if (rows[0]) ids.push(rows[0].id)
  }
  return ids
}

async function addTemplate(clientId: string, name: string): Promise<string> {
  const { template_id } = await im.admin.kysely
    .insertInto('prompt_templates')
    .values({ client_id: clientId, name, content_type: 'faq', template: 'x', is_active: false })
    .returning('template_id')
    .executeTakeFirstOrThrow()
  return template_id
}

async function ask(actor: string, query: Record<string, string>) {
  const token = await signServiceToken(im.keys.privateKey, { issuer: 'frontend', audience: 'im', actor })
  const url = `/analytics/prompts?${new URLSearchParams(query).toString()}`
  return im.app.inject({ url, headers: { authorization: `Bearer ${token}` } })
}

async function analyse(actor: string, query: Record<string, string>): Promise<PromptAnalytics> {
  const answer = await ask(actor, query)
  expect(answer.statusCode, answer.body).toBe(200)
  return promptAnalytics.parse(answer.json())
}

const user = async (email: string) => `user:${await im.userId(email)}`

beforeAll(async () => {
  im = await startIm()
  client.heaviside = await im.idOf('heaviside-digital')
  client.cincinnati = await im.idOf('cincinnati-electrician')
  client.local = await im.idOf('local-business-group')
  client.paving = await im.idOf('paving-marketers')
  agencys = await addTemplate(client.heaviside, 'Agency FAQ')
  own = await addTemplate(client.cincinnati, 'Own FAQ')
  const mine = { client: client.cincinnati, template: own }
  const [liked = '', disliked = ''] = await addPieces([
    { ...mine, score: 90, cost: '0.0100000001', seconds: 20, prompt: [1000, 200] },
    { ...mine, score: 60, passed: false, cost: '0.02', seconds: 10, prompt: [600, 0], at: '2026-03-11T12:00:00Z' },
    { ...mine, status: 'failed', cost: '0.005', at: '2026-03-17T12:00:00Z' },
    { ...mine, version: 2, score: 100, at: '2026-03-18T12:00:00Z' },
    { ...mine, version: 2, status: 'processing', at: '2026-03-18T13:00:00Z' },
    { ...mine, type: 'article', score: 80 },
    { ...mine, trial: true, score: 10, cost: '9' },
    { client: client.local, template: agencys, score: 70 },
    { client: client.cincinnati, template: agencys, score: 50 },
  ])
  const say = (job: string, actor: string, rating: string) =>
    im.admin.pool.query(
      'insert into feedback (client_id, job_id, actor, rating, revision) values ($1, $2, $3, $4, 1)',
      [...[client.cincinnati, job, actor, rating]],
    )
  await say(liked, 'user:a', 'up')
  await say(liked, 'user:b', 'up')
  await say(disliked, 'user:a', 'down')
  for (const revision of [2, 3])
    await im.admin.pool.query(
      `insert into job_revisions (client_id, job_id, revision, content, word_count, quality, created_by)
       values ($1, $2, $3, 'x', 1, '{}', 'user:a')`,
      [client.cincinnati, liked, revision],
    )
})
afterAll(() => im.close())

describe('what versions of templates produced', () => {
  it('is told by version and content type, without trials: quality, cost, tokens, time, feedback, edits', async () => {
    const { items } = await analyse(await user('viewer@heaviside.example'), {
      client_id: client.cincinnati,
      template_id: own,
    })
    expect(items.map((item) => [item.version, item.content_type, item.uses])).toEqual([
      [1, 'faq', 3],
      [2, 'faq', 2],
      [1, 'article', 1],
    ])
    expect(items[0]).toEqual({
      ...{ template_id: own, template_name: 'Own FAQ', version: 1, content_type: 'faq' },
      ...{ uses: 3, completed: 2, failed: 1, cancelled: 0, unfinished: 0, success_rate: 2 / 3 },
      ...{ mean_score: 75, pass_rate: 0.5, cost_usd: '0.0350000001', cost_per_piece_usd: '0.0175000001' },
      ...{ input_tokens: 300, output_tokens: 150, mean_prompt_tokens: 800, mean_tokens_saved: 100, tokens_saved: 200 },
      ...{ mean_seconds: 15, feedback: { good: 2, bad: 1 }, edited: 1, last_at: '2026-03-17T12:00:00.000Z' },
    })
    expect(items[1]).toMatchObject({ completed: 1, unfinished: 1, success_rate: 1, mean_prompt_tokens: null })
  })

  it('is told over time by days or weeks, and for the time that was asked for', async () => {
    const viewer = await user('viewer@heaviside.example')
    const asked = { client_id: client.cincinnati, template_id: own }
    const at = async (query: object) =>
      (await analyse(viewer, { ...asked, ...query })).over_time.map(({ at, version, uses }) => [at, version, uses])
    expect(await at({ group: 'week' })).toEqual([
      ['2026-03-09', 1, 3],
      ['2026-03-16', 2, 2],
      ['2026-03-16', 1, 1],
    ])
    const days = { from: '2026-03-11T00:00:00Z', to: '2026-03-18T12:30:00Z' }
    expect(await at(days)).toEqual([
      ['2026-03-11', 1, 1],
      ['2026-03-17', 1, 1],
      ['2026-03-18', 2, 1],
    ])
    expect((await analyse(viewer, asked)).group).toBe('week')
  })

  it('is told of everything below a client, and of a template from above for one’s own pieces only', async () => {
    const agency = await analyse(await user('viewer@heaviside.example'), { client_id: client.heaviside })
    expect(agency.items.find((item) => item.template_id === agencys)).toMatchObject({ uses: 2, mean_score: 60 })
    const customer = await user('viewer@cincinnati-electrician.example')
    const below = await analyse(customer, { client_id: client.cincinnati })
    // Who may not read the template knows it by what their piece was told.
    expect(below.items.find((item) => item.template_id === agencys)).toMatchObject({
      ...{ uses: 1, mean_score: 50, template_name: 'As it was' },
    })
    const service = await analyse(`client:${client.heaviside}`, { client_id: client.heaviside })
    expect(service.items).toEqual([])
  })

  it('is nothing for a foreign template as for one that does not exist, and 404 for a foreign client', async () => {
    const stranger = await user('owner@paving-marketers.example')
    for (const template_id of [own, randomUUID()])
      expect((await analyse(stranger, { client_id: client.paving, template_id })).items).toEqual([])
    expect((await ask(stranger, { client_id: client.cincinnati })).statusCode).toBe(404)
    expect((await ask(stranger, {})).statusCode).toBe(400)
    const backwards = { client_id: client.paving, from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' }
    expect((await ask(stranger, backwards)).statusCode).toBe(400)
  })
})
