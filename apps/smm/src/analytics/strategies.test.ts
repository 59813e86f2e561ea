import { type JobStatus, strategyAnalytics, type StrategyAnalytics } from '@hg/contracts'
import { createTenant, type Tenant } from '@hg/testkit'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSmm, type TestSmm } from '../test/smm.ts'

let smm: TestSmm
let ours: Tenant
let theirs: Tenant
let agencyStrategy: string
let customerStrategy: string

interface Piece {
  client: string
  strategy: string
  version: number
  status: JobStatus
  score?: number
  passed?: boolean
  words?: number
  cost?: string
  at?: string
}

async function addPieces(pieces: Piece[]): Promise<string[]> {
  const ids: string[] = []
  for (const piece of pieces) {
    const { client, strategy, version, status, score, passed = false, words = 0, cost = null } = piece
    const result =
      score === undefined ? null : { content: 'x', word_count: words, quality: { score, passed, checks: [] } }
    const [row] = await smm.admin<{ id: string }>(
      `insert into jobs (id, client_id, content_type, prompt, parameters, status, result, strategy_id, strategy_version,
         input_tokens, output_tokens, estimated_cost, created_by)
       values (app.uuid_v7($8), $1, 'article', 'x', '{}', $2, $3, $4, $5, 100, 50, $6::numeric, $7) returning id`,
      [client, status, result, strategy, version, cost, 'test', piece.at ?? '2026-03-10T12:00:00Z'],
    )
    if (row) ids.push(row.id)
  }
  return ids
}

async function analyse(actor: string, query: Record<string, string>): Promise<StrategyAnalytics> {
  const answer = await smm.call('GET', `/analytics/strategies?${new URLSearchParams(query).toString()}`, actor)
  expect(answer.status).toBe(200)
  return strategyAnalytics.parse(answer.body)
}

beforeAll(async () => {
  smm = await startTestSmm()
  ;[ours, theirs] = [await createTenant(smm.target.adminUrl), await createTenant(smm.target.adminUrl)]
  const add = async (client: string, name: string) => {
    const body = { name, content_type: 'any', configuration: {}, is_active: true }
    const answer = await smm.call('POST', `/clients/${client}/strategies`, ours.users.admin, body)
    return (answer.body as { id: string }).id
  }
  agencyStrategy = await add(ours.agencyId, 'Agency')
  customerStrategy = await add(ours.customerId, 'Customer')
  const own = { client: ours.customerId, strategy: customerStrategy }
  await addPieces([
    { ...own, version: 1, status: 'completed', score: 100, passed: true, words: 900, cost: '0.0100000001' },
    { ...own, version: 1, status: 'completed', score: 55, passed: false, words: 700, cost: '0.02' },
    { ...own, version: 1, status: 'failed', cost: '0.005' },
    { ...own, version: 1, status: 'cancelled' },
    {
      ...own,
      version: 2,
      status: 'completed',
      score: 90,
      passed: true,
      words: 800,
      cost: '0.03',
      at: '2026-03-12T12:00:00Z',
    },
    { ...own, version: 2, status: 'processing', at: '2026-03-12T13:00:00Z' },
    {
      client: ours.siblingId,
      strategy: agencyStrategy,
      version: 1,
      status: 'completed',
      score: 80,
      passed: true,
      words: 500,
      cost: '0.01',
    },
  ])
})
afterAll(() => smm.close())

describe('what strategies produced', () => {
  it('is told by version, with quality, length and cost', async () => {
    const { items } = await analyse(ours.users.viewer, { client_id: ours.customerId, strategy_id: customerStrategy })
    expect(items).toEqual([
      expect.objectContaining({ version: 2, pieces: 2, completed: 1, unfinished: 1 }),
      {
        ...{ strategy_id: customerStrategy, strategy_name: 'Customer', version: 1 },
        ...{ pieces: 4, completed: 2, failed: 1, cancelled: 1, unfinished: 0 },
        quality: { scored: 2, passed: 1, mean: 77.5, distribution: [0, 0, 0, 0, 0, 1, 0, 0, 0, 1] },
        words: { total: 1600, mean: 800 },
        tokens: { input: 400, output: 200 },
        cost: { total_usd: '0.0350000001', per_completed_usd: '0.0175000001' },
        first_at: '2026-03-10T12:00:00.000Z',
        last_at: '2026-03-10T12:00:00.000Z',
        feedback: { good: 0, bad: 0, pieces: 0 },
      },
    ])
  })

  it('is told for everything below a client, and for the time that was asked for', async () => {
    const all = await analyse(ours.users.viewer, { client_id: ours.agencyId })
    expect(new Set(all.items.map((item) => item.strategy_name))).toEqual(new Set(['Agency', 'Customer']))
    const from = '2026-03-12T00:00:00Z'
    const late = await analyse(ours.users.viewer, { client_id: ours.agencyId, from })
    expect(late.items.map(({ strategy_name, version }) => [strategy_name, version])).toEqual([['Customer', 2]])
    expect((await analyse(ours.users.viewer, { client_id: ours.agencyId, to: from })).items).toHaveLength(2)
    const edge = { client_id: ours.customerId, from: '2026-03-12T12:00:00Z', to: '2026-03-12T13:00:00Z' }
    expect((await analyse(ours.users.viewer, edge)).items).toEqual([expect.objectContaining({ pieces: 1 })])
  })

  it('is told to a service that acts for one client about that one alone', async () => {
    expect((await analyse(`client:${ours.agencyId}`, { client_id: ours.agencyId })).items).toEqual([])
    expect((await analyse(`client:${ours.siblingId}`, { client_id: ours.siblingId })).items).toHaveLength(1)
  })

  it('is told of a strategy from above for one’s own pieces only', async () => {
    await addPieces([{ client: ours.customerId, strategy: agencyStrategy, version: 1, status: 'failed' }])
    const { items } = await analyse(ours.customerUserId, { client_id: ours.customerId, strategy_id: agencyStrategy })
    expect(items).toEqual([expect.objectContaining({ strategy_name: 'Agency', pieces: 1, failed: 1 })])
    expect(items[0]?.cost).toEqual({ total_usd: '0', per_completed_usd: null })
  })

  it('is nothing for a foreign strategy as for one that does not exist, and 404 for a foreign client', async () => {
    for (const strategy_id of [customerStrategy, randomUUID()]) {
      expect((await analyse(theirs.users.owner, { client_id: theirs.agencyId, strategy_id })).items).toEqual([])
    }
    const foreign = await smm.call('GET', `/analytics/strategies?client_id=${ours.customerId}`, theirs.users.owner)
    expect(foreign.status).toBe(404)
    expect((await smm.call('GET', '/analytics/strategies', ours.users.owner)).status).toBe(400)
  })

  it('is told with what people said of it, by version, content type and model', async () => {
    const at = '2026-03-20T12:00:00Z'
    const own = { client: ours.customerId, strategy: customerStrategy, version: 3, status: 'completed', at } as const
    const [first, second] = await addPieces([
      own,
      { ...own, client: ours.siblingId, strategy: agencyStrategy, version: 1 },
    ])
    const say = (job: string | undefined, client: string, actor: string, rating: string) =>
      smm.admin('insert into feedback (client_id, job_id, actor, rating, revision) values ($1, $2, $3, $4, 1)', [
        ...[client, job, actor, rating],
      ])
    await say(first, ours.customerId, 'user:a', 'up')
    await say(first, ours.customerId, 'user:b', 'up')
    await say(first, ours.customerId, 'key:c', 'down')
    await say(second, ours.siblingId, 'user:a', 'down')
    const from = '2026-03-20T00:00:00Z'
    const all = await analyse(ours.users.viewer, { client_id: ours.agencyId, from })
    expect(all.items.map(({ strategy_name, version, feedback }) => [strategy_name, version, feedback])).toEqual(
      expect.arrayContaining([
        ['Customer', 3, { good: 2, bad: 1, pieces: 1 }],
        ['Agency', 1, { good: 0, bad: 1, pieces: 1 }],
      ]),
    )
    expect(all.feedback).toEqual({
      by_content_type: [{ content_type: 'article', good: 2, bad: 2, pieces: 2 }],
      by_model: [{ provider: 'openai', model: null, good: 2, bad: 2, pieces: 2 }],
    })
    const one = await analyse(ours.users.viewer, { client_id: ours.agencyId, strategy_id: agencyStrategy, from })
    expect(one.feedback.by_content_type).toEqual([{ content_type: 'article', good: 0, bad: 1, pieces: 1 }])
    const before = await analyse(ours.users.viewer, { client_id: ours.agencyId, to: from })
    expect(before.feedback).toEqual({ by_content_type: [], by_model: [] })
    const service = await analyse(`client:${ours.agencyId}`, { client_id: ours.agencyId, from })
    expect(service.feedback.by_model).toEqual([])
  })
})
