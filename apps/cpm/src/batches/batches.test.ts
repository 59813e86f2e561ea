import { type BatchRequest, type FieldError, generateAccepted } from '@hg/contracts'
import { listBatchJobs, withTenant } from '@hg/db'
import { sumUsd } from '@hg/llm'
import { AppError } from '@hg/runtime'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { estimateJob } from '../estimate/estimate-job.ts'
import { submitJob } from '../jobs/submit.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { askAdmin } from '../test/queue-jobs.ts'
import { cancelBatch } from './cancel.ts'
import { readBatch } from './get.ts'
import { searchBatches } from './list.ts'
import { writeResultsCsv } from './results-csv.ts'
import { zipResults } from './results-zip.ts'
import { retryFailed } from './retry-failed.ts'
import { previewBatch, submitBatch } from './submit.ts'

let h: Harness

beforeAll(async () => {
  h = await startHarness()
})
afterEach(() => {
  h.sandbox.reset()
})
afterAll(() => h.close())

const member = () => h.as('member')

function request(count: number, fields: Partial<BatchRequest> = {}): BatchRequest {
  return {
    client_id: h.tenant.customerId,
    defaults: { content_type: 'faq', llm: { provider: 'openai' } },
    items: Array.from({ length: count }, (_, index) => ({ topic: `Drainage, part ${index + 1}` })),
    ...fields,
  }
}

const submit = async (input: BatchRequest, key?: string) => (await submitBatch(h.server, member(), input, key)).accepted
const refusal = async (work: Promise<unknown>): Promise<AppError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof AppError)) throw new Error('was not refused')
  return error
}
const places = (fields: FieldError[]) => fields.map((field) => field.path)
const countJobs = async () =>
  (await askAdmin<{ count: number }>(h, 'select count(*)::int as count from jobs'))[0]?.count

describe('a batch', () => {
  it('is accepted whole: a job for each item, in their order, each with the defaults that it leaves open', async () => {
    const accepted = await submit(
      request(3, {
        name: 'Spring',
        items: [
          { topic: 'One of three' },
          { topic: 'Two of three', content_type: 'article', llm: { temperature: 0.3 } },
          { topic: 'Three of three', priority: 1 },
        ],
      }),
    )
    const rows = await Promise.all(accepted.job_ids.map(h.row))
    expect(rows.map((row) => [row.topic, row.content_type, row.priority, row.batch_row, row.status])).toEqual([
      ['One of three', 'faq', 5, 1, 'pending'],
      ['Two of three', 'article', 5, 2, 'pending'],
      ['Three of three', 'faq', 1, 3, 'pending'],
    ])
    expect(rows[1]?.parameters).toMatchObject({ llm: { provider: 'openai', temperature: 0.3 } })
    expect(rows[0]?.strategy).toHaveProperty('effective')
    const sum = rows.reduce((total, row) => total + Number(row.reserved_usd), 0)
    expect(Number(accepted.estimated_cost_usd)).toBeCloseTo(sum, 9)
    expect(await readBatch(h.server, h.as('viewer'), accepted.batch_id)).toMatchObject({
      name: 'Spring',
      size: 3,
      counts: { pending: 3, processing: 0, completed: 0, failed: 0, cancelled: 0 },
      started_at: null,
      ended_at: null,
    })
    expect(await h.worker.producer.countWaiting()).toBeGreaterThanOrEqual(3)
  })

  it('with wrong items is refused whole, and every one of them is named', async () => {
    const before = await countJobs()
    const items = [
      { topic: 'All is well' },
      { topic: 'No such model', llm: { model: 'gpt-0' } },
      { topic: 'No such template', content_template_id: crypto.randomUUID() },
      { topic: 'All is well too' },
      { topic: 'No prompt template', template_id: crypto.randomUUID() },
    ]
    const error = await refusal(submit(request(0, { items })))
    expect(error.code).toBe('unprocessable')
    expect(places(error.fields)).toEqual(['items.1.llm.model', 'items.2.content_template_id', 'items.4.template_id'])
    const typeless = await refusal(submit(request(2, { defaults: {} })))
    expect(typeless.code).toBe('invalid_request')
    expect(places(typeless.fields)).toEqual(['items.0.content_type', 'items.1.content_type'])
    expect(await countJobs()).toBe(before)
  })

  it('says in a dry run what would come of each row, and accepts nothing', async () => {
    const before = await countJobs()
    const input = request(0, { items: [{ topic: 'All is well' }, { topic: 'No such model', llm: { model: 'gpt-0' } }] })
    const preview = await previewBatch(h.server, member(), input)
    expect(preview).toMatchObject({
      errors: 1,
      rows: [
        { row: 1, errors: [] },
        { row: 2, estimated_cost_usd: null },
      ],
    })
    expect(preview.rows[1]?.errors).toMatchObject([{ path: 'items.1.llm.model' }])
    expect(preview.estimated_cost_usd).toBe(preview.rows[0]?.estimated_cost_usd)
    const one = await estimateJob(h.server, member(), {
      client_id: h.tenant.customerId,
      content_type: 'faq',
      topic: 'All is well',
      llm: { provider: 'openai' },
    })
    expect(preview.rows[0]).toMatchObject({
      low_usd: one.low_usd,
      expected_usd: one.expected_usd,
      estimated_cost_usd: one.high_usd,
    })
    const twice = await previewBatch(
      h.server,
      member(),
      request(0, { items: [...input.items.slice(0, 1), ...input.items.slice(0, 1)] }),
    )
    expect(twice).toMatchObject({
      errors: 0,
      low_usd: sumUsd([one.low_usd, one.low_usd]),
      expected_usd: sumUsd([one.expected_usd, one.expected_usd]),
      estimated_cost_usd: sumUsd([one.high_usd, one.high_usd]),
    })
    expect(await countJobs()).toBe(before)
  })

  it('of 500 is accepted in one go', async () => {
    const accepted = await submit(request(500))
    expect(new Set(accepted.job_ids).size).toBe(500)
    expect((await readBatch(h.server, member(), accepted.batch_id)).counts.pending).toBe(500)
    await cancelBatch(h.server, member(), accepted.batch_id)
  })

  it('lets others have their turn after each of its rows, however much the rows share', async () => {
    let isDone = false
    let [sinceTurn, most] = [0, 0]
    const readCatalogue = () => {
      most = Math.max(most, ++sinceTurn)
      return h.server.readCatalogue()
    }
    const takeTurn = (): void => {
      sinceTurn = 0
      if (!isDone) setImmediate(takeTurn)
    }
    setImmediate(takeTurn)
    await previewBatch({ ...h.server, readCatalogue }, member(), request(200))
    isDone = true
    expect(most).toBeGreaterThan(0)
    expect(most).toBeLessThan(5)
  })

  it('sent twenty times at once with one key is accepted once, and the key takes no other body and no other route', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => submitBatch(h.server, member(), request(5), 'batch-key')),
    )
    expect(new Set(answers.map(({ accepted }) => accepted.batch_id)).size).toBe(1)
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
    expect(await refusal(submit(request(4), 'batch-key'))).toMatchObject({ code: 'idempotency_mismatch' })
    expect(await refusal(submitJob(h.server, member(), h.request(), 'batch-key'))).toMatchObject({
      code: 'idempotency_mismatch',
    })
    const { accepted } = await submitJob(h.server, member(), h.request(), 'job-key')
    expect(generateAccepted.parse(accepted).job_id).toBeTruthy()
    expect(await refusal(submit(request(1), 'job-key'))).toMatchObject({ code: 'idempotency_mismatch' })
  })

  it('reserves its sum at once: what the budget has no room for is refused whole', async () => {
    const { estimated_cost_usd } = await previewBatch(h.server, member(), request(4))
    const client = h.tenant.siblingId
    await askAdmin(h, 'insert into budgets (client_id, hard_usd) values ($1, $2)', [client, estimated_cost_usd])
    const input = request(4, { client_id: client })
    const answers = await Promise.allSettled([1, 2, 3].map(() => submit(input)))
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []))
    expect(refused).toHaveLength(2)
    for (const error of refused) expect(error).toMatchObject({ code: 'budget_spent' })
    const jobs = await askAdmin<{ id: string }>(h, 'select id from jobs where client_id = $1', [client])
    expect(jobs).toHaveLength(4)
    const [batch] = (await searchBatches(h.server, member(), { client_id: client, limit: 5 })).items
    await cancelBatch(h.server, member(), batch?.id ?? '')
    expect((await submit(input)).job_ids).toHaveLength(4)
    await askAdmin(h, 'delete from budgets where client_id = $1', [client])
  })

  it('of another tenant, or asked for by a viewer, is refused', async () => {
    expect(await refusal(submit(request(1, { client_id: h.stranger.customerId })))).toMatchObject({ code: 'not_found' })
    expect(await refusal(submitBatch(h.server, h.as('viewer'), request(1)))).toMatchObject({ code: 'forbidden' })
    const { batch_id } = await submit(request(1))
    const stranger = { ...member(), actor: { kind: 'user' as const, id: h.stranger.users.owner } }
    for (const ask of [readBatch, cancelBatch, retryFailed, writeResultsCsv])
      expect(await refusal(ask(h.server, stranger, batch_id))).toMatchObject({ code: 'not_found' })
    for (const change of [cancelBatch, retryFailed])
      expect(await refusal(change(h.server, h.as('viewer'), batch_id))).toMatchObject({ code: 'forbidden' })
    expect((await searchBatches(h.server, stranger, { limit: 50 })).items).toEqual([])
  })

  it('cancelled keeps what has ended, and what was under way never completes', async () => {
    const items = [
      { topic: 'Written before' },
      { topic: 'Under way', brief: '[[sandbox:pause times=1]]' },
      { topic: 'Waiting' },
    ]
    const { batch_id, job_ids } = await submit(request(0, { items }))
    const [done = '', running = ''] = job_ids
    await h.deliver(done)
    const delivered = h.deliver(running)
    await h.sandbox.untilPaused(1)
    expect((await cancelBatch(h.server, member(), batch_id)).counts).toMatchObject({ completed: 1, cancelled: 2 })
    h.worker.running.stop(running, 'cancelled')
    await delivered
    const batch = await cancelBatch(h.server, member(), batch_id)
    expect(batch.counts).toMatchObject({ completed: 1, cancelled: 2, pending: 0, processing: 0 })
    expect(batch.ended_at).not.toBeNull()
    const charged = await Promise.all(job_ids.map(async (id) => Number((await h.row(id)).estimated_cost ?? 0)))
    expect(Number(batch.cost_usd)).toBeCloseTo(
      charged.reduce((a, b) => a + b),
      9,
    )
    expect(charged[1]).toBeGreaterThan(0)
  })

  it('tries again what failed, once, however many ask for it at once; what it cost before still counts', async () => {
    const items = [{ topic: 'Written at once' }, { topic: 'Refused first', brief: '[[sandbox:fault=refused times=1]]' }]
    const { batch_id, job_ids } = await submit(request(0, { items }))
    for (const id of job_ids) await h.deliver(id)
    expect((await readBatch(h.server, member(), batch_id)).counts).toMatchObject({ completed: 1, failed: 1 })
    const answers = await Promise.all([1, 2, 3].map(() => retryFailed(h.server, member(), batch_id)))
    const made = answers.flatMap((answer) => answer.job_ids)
    expect(made).toHaveLength(1)
    expect((await readBatch(h.server, member(), batch_id)).counts).toMatchObject({
      completed: 1,
      pending: 1,
      failed: 0,
    })
    await h.deliver(made[0] ?? '')
    expect(await readBatch(h.server, member(), batch_id)).toMatchObject({
      size: 2,
      counts: { completed: 2, failed: 0 },
    })
    const listed = await withTenant(h.db, member().actor, (tx) => listBatchJobs(tx, { batch_id, limit: 10 }))
    expect(listed.map((job) => job.id)).toEqual([job_ids[0], made[0]])
    expect(await h.row(made[0] ?? '')).toMatchObject({ parent_job_id: job_ids[1], parent_relation: 'retry' })
    const rest = await withTenant(h.db, member().actor, (tx) =>
      listBatchJobs(tx, { batch_id, limit: 10, after: job_ids[0], status: 'completed', q: 'refused' }),
    )
    expect(rest.map((job) => job.id)).toEqual([made[0]])
    expect((await retryFailed(h.server, member(), batch_id)).job_ids).toEqual([])
  })

  it('comes out as CSV with every item in its order, and no cell is a formula', async () => {
    const items = [{ topic: '=1+1, "quoted"', keywords: ['one', 'two'] }, { topic: 'Plain words' }]
    const { batch_id, job_ids } = await submit(request(0, { items }))
    await h.deliver(job_ids[0] ?? '')
    const csv = (await buffer(await writeResultsCsv(h.server, h.as('viewer'), batch_id))).toString()
    expect(csv.startsWith('\uFEFFrow,job_id,status')).toBe(true)
    expect(csv).toContain(`1,${job_ids[0]},completed,faq,"'=1+1, ""quoted""",one|two,`)
    expect(csv).toContain(`\r\n2,${job_ids[1]},pending,faq,Plain words,`)
  })

  it('comes out as a zip of what is written, and not before anything is', async () => {
    const { batch_id, job_ids } = await submit(request(2))
    expect(await refusal(zipResults(h.server, h.as('viewer'), batch_id))).toMatchObject({ code: 'job_not_ready' })
    await h.deliver(job_ids[0] ?? '')
    const zip = await buffer(await zipResults(h.server, h.as('viewer'), batch_id))
    expect(zip.subarray(0, 2).toString()).toBe('PK')
    expect(zip.toString('latin1').match(/\.md/g)).toHaveLength(2)
  })

  it('is listed under its client and those above, newest first, page by page', async () => {
    const made = [await submit(request(1)), await submit(request(1)), await submit(request(1))].map(
      (one) => one.batch_id,
    )
    const first = await searchBatches(h.server, h.as('viewer'), { client_id: h.tenant.agencyId, limit: 2 })
    expect(first.items.map((one) => one.id)).toEqual([made[2], made[1]])
    const cursor = first.next_cursor ?? ''
    const second = await searchBatches(h.server, h.as('viewer'), { client_id: h.tenant.customerId, limit: 2, cursor })
    expect(second.items[0]?.id).toBe(made[0])
    const own = await searchBatches(h.server, h.as('viewer'), { client_id: h.tenant.siblingId, limit: 9 })
    expect(own.items.map((one) => one.id)).not.toContain(made[2])
  })
})
