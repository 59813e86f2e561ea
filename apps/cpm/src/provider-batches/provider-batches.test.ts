import { type BatchRequest, type Job, type LlmProvider, recomputeReceipt } from '@hg/contracts'
import { costUsd, scalePrice } from '@hg/llm'
import { createWorker, generation } from '@hg/queue'
import { waitFor, withClient } from '@hg/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { previewBatch, submitBatch } from '../batches/submit.ts'
import { toPrice } from '../catalogue/to-price.ts'
import { runNext } from '../generation/run.ts'
import { requestCancel } from '../jobs/cancel.ts'
import { readJob } from '../jobs/get.ts'
import { searchJobs } from '../jobs/list.ts'
import { submitJob } from '../jobs/submit.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { askAdmin } from '../test/queue-jobs.ts'
import { runProviderBatches } from './run-batches.ts'

let h: Harness

beforeAll(async () => {
  h = await startHarness()
})
beforeEach(() => {
  setStrategy({})
  h.sandbox.holdBatches()
})
afterEach(async () => {
  h.sandbox.reset()
  await h.flushQueue()
  await askAdmin(h, `update jobs set status = 'cancelled' where status in ('pending', 'processing')`)
  await askAdmin(h, 'delete from provider_batch_items')
  await askAdmin(h, 'delete from provider_batches')
  await askAdmin(h, 'delete from cached_answers')
})
afterAll(() => h.close())

function setStrategy(more: Partial<Harness['others']['strategy']>): void {
  h.others.strategy = {
    content: { word_count: { min: 300, max: 900 } },
    quality: { max_repairs: 0 },
    llm: { batch: 'provider' },
    ...more,
  }
  h.server.strategies.forget()
}

const models: Record<string, string> = { openai: 'gpt-4.1', anthropic: 'claude-sonnet-5', google: 'gemini-2.5-flash' }
let topics = 0

/** A batch of pieces; each brief is one. */
function request(briefs: string[], provider: LlmProvider = 'openai', same = false): BatchRequest {
  return {
    client_id: h.tenant.customerId,
    defaults: { content_type: 'blog_post', llm: { model: models[provider] } },
    items: briefs.map((brief) => ({ topic: same ? 'The same lot' : `Keeping lot ${++topics} dry`, brief })),
  }
}

async function submit(...asked: Parameters<typeof request>): Promise<string[]> {
  return (await submitBatch(h.server, h.as('member'), request(...asked))).accepted.job_ids
}

const minuteMs = 60_000
/** One round, as if nothing had to be waited for; what is to be looked at later is, in the next one. */
async function round(): Promise<void> {
  await askAdmin(h, `update provider_batches set next_look_at = now()`)
  const times = { quietMs: 0, longestMs: 0, pollMs: minuteMs, graceMs: minuteMs }
  await runProviderBatches(h.worker, new AbortController().signal, times)
}

/** Has every job that may be claimed worked on, until none is left. */
async function work(ids: string[]): Promise<void> {
  const worker = createWorker(h.queue, generation, (_word, io) => runNext(h.worker, io), { concurrency: 4 })
  await waitFor(async () => {
    const rows = await askAdmin<{ open: number }>(
      h,
      `select count(*)::int as open from jobs where id = any($1)
       and (status = 'processing' or (status = 'pending' and (lease_until is null or lease_until < now())))`,
      [ids],
    )
    return rows[0]?.open === 0
  })
  await worker.close({ timeoutMs: 5000 })
}

describe('what a batch is said to cost', () => {
  it('is the provider’s price for batches where it is to be written in one, and the full one at most', async () => {
    const preview = async (model: string, batch: 'provider' | 'at_once') => {
      setStrategy({ llm: { batch } })
      const { defaults, ...rest } = request(['One.', 'Two.'])
      return previewBatch(h.server, h.as('member'), { ...rest, defaults: { ...defaults, llm: { model } } })
    }
    const [atOnce, batched] = [await preview('gpt-4.1', 'at_once'), await preview('gpt-4.1', 'provider')]
    expect([atOnce.at_batch_price, batched.at_batch_price]).toEqual([0, 2])
    // The strategy's own word for it is a token or two in the prompt.
    const half = (of: 'low_usd' | 'expected_usd' | 'estimated_cost_usd') => Number(batched[of]) / Number(atOnce[of])
    expect(half('low_usd')).toBeCloseTo(0.5, 2)
    expect(half('expected_usd')).toBeCloseTo(0.5, 2)
    expect(half('estimated_cost_usd')).toBeCloseTo(1, 2)
    expect(await preview('gemini-2.5-flash', 'provider')).toMatchObject({ at_batch_price: 0 })
  })
})

const jobsOf = (ids: string[]): Promise<Job[]> => Promise.all(ids.map((id) => readJob(h.server, h.as('viewer'), id)))
const statuses = async (ids: string[]) => (await jobsOf(ids)).map(({ status }) => status)

describe.each(['openai', 'anthropic'] as const)('a batch whose strategy has it sent to %s', (provider) => {
  it('rests without a worker, is written in one batch, and costs half of what its usage costs', async () => {
    const ids = await submit(['One.', 'Two.', 'Three.'], provider)
    await work(ids)
    expect((await jobsOf(ids)).map(({ status, waits_for }) => [status, waits_for])).toEqual(
      ids.map(() => ['pending', 'provider_batch']),
    )
    const listed = await searchJobs(h.server, h.as('viewer'), { client_id: h.tenant.customerId, limit: 3 })
    expect(listed.items.map(({ waits_for }) => waits_for)).toEqual(ids.map(() => 'provider_batch'))
    await round()
    expect(h.sandbox.batches()).toMatchObject([{ provider, requests: 3 }])
    const [waiting] = await jobsOf(ids)
    expect(waiting?.provider_batch).toMatchObject({ provider })
    expect(Date.parse(waiting?.provider_batch?.expires_at ?? '')).toBeGreaterThan(Date.now())
    await h.sandbox.endBatches()
    await round()
    await work(ids)
    const jobs = await jobsOf(ids)
    expect(jobs.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed'])
    const { calls } = h.sandbox.tally()
    expect(calls).toHaveLength(3)
    for (const job of jobs) {
      const [attempt, ...more] = await h.attempts(job.id)
      expect(more).toEqual([])
      const call = calls.find(({ request_id }) => request_id === job.id)
      if (!attempt || !call) throw new Error('a call is missing')
      const usage = {
        inputTokens: call.input_tokens,
        outputTokens: call.output_tokens,
        cachedInputTokens: call.cached_tokens,
        cacheWriteTokens: call.cache_write_tokens,
        reasoningTokens: call.reasoning_tokens,
      }
      const price = toPrice({ ...attempt, id: attempt.price_id })
      expect(Number(attempt.amount_usd)).toBe(Number(costUsd(usage, scalePrice(price, '0.5'))))
      expect(Number(attempt.amount_usd)).toBeCloseTo(Number(costUsd(usage, price)) / 2, 9)
      expect(attempt.charge_estimated).toBe(false)
      expect(job.attempts).toMatchObject([{ batched: true, status: 'succeeded' }])
      expect(job.receipt.lines).toMatchObject([{ batched: true, charged: true }])
      expect(recomputeReceipt(job.receipt).total_usd).toBe(job.receipt.total_usd)
      expect(Number(job.estimated_cost)).toBe(Number(attempt.amount_usd))
    }
    const left = await askAdmin(h, `select 1 from provider_batch_items where request is not null or answer is not null`)
    expect(left).toEqual([])
  })

  it('has each request settled once, however often and by how many its results are read', async () => {
    const ids = await submit(['One.', 'Two.'], provider)
    await work(ids)
    await round()
    await h.sandbox.endBatches()
    await Promise.all([round(), round(), round()])
    // As if the worker had been lost before it could write down that the batch was done.
    await askAdmin(h, `update provider_batches set state = 'sent', ended_at = null`)
    await round()
    await work(ids)
    expect(await statuses(ids)).toEqual(['completed', 'completed'])
    expect(await askAdmin(h, 'select 1 from charges where job_id = any($1)', [ids])).toHaveLength(2)
    expect(h.sandbox.tally().total.received).toBe(2)
  })

  it('is sent once although nobody knows whether its sending arrived', async () => {
    const ids = await submit(['One.', 'Two.'], provider)
    await work(ids)
    // The provider takes it, and the answer is lost: for OpenAI that of the second call, after the file.
    h.sandbox.loseNextBatch()
    await round()
    expect(h.sandbox.batches()).toHaveLength(1)
    expect(
      await askAdmin(h, `select 1 from provider_batches where state = 'sending' and sent_at is not null`),
    ).toHaveLength(1)
    await round()
    await h.sandbox.endBatches()
    await round()
    await round()
    await work(ids)
    expect(await statuses(ids)).toEqual(['completed', 'completed'])
    expect(h.sandbox.batches()).toHaveLength(1)
    expect(h.sandbox.tally().total.received).toBe(2)
  })

  it('is sent again when its sending did not arrive', async () => {
    const ids = await submit(['One.'], provider)
    await work(ids)
    h.sandbox.setFault({ fault: 'reset', provider, model: 'batches', times: 1 })
    await round()
    expect(h.sandbox.batches()).toEqual([])
    await round()
    await round()
    expect(h.sandbox.batches()).toHaveLength(1)
    await h.sandbox.endBatches()
    await round()
    await work(ids)
    expect(await statuses(ids)).toEqual(['completed'])
    expect(h.sandbox.tally().total.received).toBe(1)
  })

  it('has called for at once what the provider did not come to, at the full price', async () => {
    const ids = await submit(['One.', 'Two.', 'Three.'], provider)
    await work(ids)
    await round()
    await h.sandbox.endBatches({ only: 1 })
    await round()
    await work(ids)
    const jobs = await jobsOf(ids)
    expect(jobs.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed'])
    const told = jobs.map(({ attempts }) =>
      attempts.map(({ status, batched, cost_usd }) => [status, batched, cost_usd !== null]),
    )
    expect(told.toSorted((a, b) => a.length - b.length)).toEqual([
      [['succeeded', true, true]],
      [
        ['failed', true, false],
        ['succeeded', false, true],
      ],
      [
        ['failed', true, false],
        ['succeeded', false, true],
      ],
    ])
    expect(h.sandbox.tally().total.received).toBe(3)
  })

  it('fails the pieces whose request is refused for good, and no other', async () => {
    const ids = await submit(['One.', '[[sandbox:fault=400]]'], provider)
    await work(ids)
    await round()
    await h.sandbox.endBatches()
    await round()
    await work(ids)
    const jobs = await jobsOf(ids)
    expect(jobs.map(({ status, error_code }) => [status, error_code])).toEqual([
      ['completed', null],
      ['failed', 'provider_refused_request'],
    ])
    expect(h.sandbox.tally().total.received).toBe(2)
  })

  it('that is cancelled before it was sent is not sent; afterwards it is called off, and what was done is charged', async () => {
    const unsent = await submit(['One.'], provider)
    await work(unsent)
    for (const id of unsent) await requestCancel(h.server, h.as('member'), id)
    await round()
    expect(h.sandbox.batches()).toEqual([])

    const ids = await submit(['Two.', 'Three.'], provider)
    await work(ids)
    await round()
    for (const id of ids) await requestCancel(h.server, h.as('member'), id)
    await round()
    expect(h.sandbox.batches()).toMatchObject([{ cancelled: true }])
    await h.sandbox.endBatches()
    await round()
    const rows = await Promise.all(ids.map((id) => h.row(id)))
    expect(rows.map(({ status, result }) => [status, result])).toEqual(ids.map(() => ['cancelled', null]))
    expect(h.sandbox.tally().total.received).toBe(0)
    expect(await askAdmin(h, 'select 1 from charges where job_id = any($1)', [ids])).toEqual([])
  })

  it('charges a piece that was cancelled for what the provider wrote all the same, and never completes it', async () => {
    const ids = await submit(['One.', 'Two.'], provider)
    await work(ids)
    await round()
    await requestCancel(h.server, h.as('member'), ids[0] ?? '')
    await h.sandbox.endBatches()
    await round()
    await work(ids)
    const [gone, done] = await Promise.all(ids.map((id) => h.row(id)))
    expect(gone).toMatchObject({ status: 'cancelled', result: null })
    expect(Number(gone?.estimated_cost)).toBeGreaterThan(0)
    expect(done?.status).toBe('completed')
    const [item] = await askAdmin<{ answer: unknown }>(h, 'select answer from provider_batch_items where job_id = $1', [
      ids[0],
    ])
    expect(item?.answer).toBeNull()
  })
})

describe('pieces of a batch', () => {
  it('with the same request share one, where the strategy has a cache', async () => {
    setStrategy({ llm: { batch: 'provider' }, caching: { ttl_seconds: 3600 } })
    const ids = await submit(['Same.', 'Same.', 'Same.'], 'openai', true)
    await work(ids)
    await round()
    expect(h.sandbox.batches()).toMatchObject([{ requests: 1 }])
    expect((await jobsOf(ids)).map(({ waits_for }) => waits_for).toSorted()).toEqual([
      'identical_piece',
      'identical_piece',
      'provider_batch',
    ])
    await h.sandbox.endBatches()
    await round()
    await work(ids)
    expect(await statuses(ids)).toEqual(['completed', 'completed', 'completed'])
    expect(h.sandbox.tally().total.received).toBe(1)
    expect(await askAdmin(h, 'select 1 from charges where job_id = any($1)', [ids])).toHaveLength(1)
  })

  it('are called for at once where the provider has no batches, and so is what is no part of a batch', async () => {
    const ids = await submit(['One.'], 'google')
    const { accepted } = await submitJob(h.server, h.as('member'), h.request({ llm: { model: 'gpt-4.1' } }))
    await work([...ids, accepted.job_id])
    expect(await statuses([...ids, accepted.job_id])).toEqual(['completed', 'completed'])
    expect(h.sandbox.batches()).toEqual([])
  })

  it('are called for at once when the key that they were to be sent with is taken away', async () => {
    const ids = await submit(['One.'])
    await work(ids)
    await askAdmin(h, 'update provider_batch_items set provider_key_id = $1', [h.tenant.customerId])
    await round()
    await work(ids)
    expect(await statuses(ids)).toEqual(['completed'])
    expect(h.sandbox.batches()).toEqual([])
  })

  it('go on from their answer when their worker is lost while it checks them', async () => {
    const [id = ''] = await submit(['One.'])
    await work([id])
    await round()
    await h.sandbox.endBatches()
    await round()
    await withClient(h.target.adminUrl, (db) =>
      db.query(
        `update jobs set status = 'processing', epoch = epoch + 1, lease_until = now() - interval '1 second' where id = $1`,
        [id],
      ),
    )
    await work([id])
    expect(await h.row(id)).toMatchObject({ status: 'completed', crashes: 1 })
    expect(await h.attempts(id)).toMatchObject([{ status: 'succeeded', charge_estimated: false }])
    expect(h.sandbox.tally().total.received).toBe(1)
  })

  it('repair what their checks find at once, and at the full price', async () => {
    setStrategy({
      llm: { batch: 'provider' },
      quality: { max_repairs: 1 },
      content: { banned_phrases: ['cheap'], word_count: { min: 300, max: 900 } },
    })
    const ids = await submit(['[[sandbox:banned_phrase]]'])
    await work(ids)
    await round()
    await h.sandbox.endBatches()
    await round()
    await work(ids)
    const [job] = await jobsOf(ids)
    expect(job?.attempts.map(({ purpose, batched }) => [purpose, batched])).toEqual([
      ['write', true],
      ['repair', false],
    ])
  })

  it('whatever is cancelled while they are settled, end once each, and are charged for what was written', async () => {
    const ids = await submit(Array.from({ length: 12 }, (_, index) => `Piece ${index}.`))
    await work(ids)
    await round()
    await h.sandbox.endBatches()
    const cancelling = ids
      .filter((_id, index) => index % 2)
      .map(async (id, index) => {
        for (let turn = 0; turn < index * 20; turn++) await new Promise(setImmediate)
        return requestCancel(h.server, h.as('member'), id)
      })
    await Promise.all([round(), round(), ...cancelling])
    await work(ids)
    expect(await statuses(ids)).toEqual(ids.map((_id, index) => (index % 2 ? 'cancelled' : 'completed')))
    const [paid] = await askAdmin<{ count: number; jobs: number }>(
      h,
      'select count(*)::int as count, count(distinct job_id)::int as jobs from charges where job_id = any($1)',
      [ids],
    )
    expect(paid).toEqual({ count: 12, jobs: 12 })
  })

  it('are called for at once, elsewhere too, when the provider refuses the key of their batch', async () => {
    const ids = await submit(['One.'])
    await work(ids)
    h.sandbox.setFault({ fault: '401', provider: 'openai', model: 'batches', times: 1 })
    await round()
    await work(ids)
    const [job] = await jobsOf(ids)
    expect(job?.status).toBe('completed')
    expect(job?.attempts.map(({ status, batched, cost_usd }) => [status, batched, cost_usd !== null])).toEqual([
      ['failed', true, false],
      ['succeeded', false, true],
    ])
  })

  it('are sent again later when the provider has no room for their batch', async () => {
    const ids = await submit(['One.'])
    await work(ids)
    h.sandbox.setFault({ fault: '429', provider: 'openai', model: 'batches', times: 1 })
    await round()
    expect(await statuses(ids)).toEqual(['pending'])
    await round()
    expect(h.sandbox.batches()).toHaveLength(1)
  })
})
