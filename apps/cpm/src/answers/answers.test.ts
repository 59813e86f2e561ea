import type { GenerateRequest } from '@hg/contracts'
import { createWorker, generation } from '@hg/queue'
import { waitFor, withClient } from '@hg/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { WorkerDeps } from '../generation/run-context.ts'
import { runNext } from '../generation/run.ts'
import { RunningJobs } from '../generation/running-jobs.ts'
import { requestCancel } from '../jobs/cancel.ts'
import { readJob } from '../jobs/get.ts'
import { regenerateJob } from '../jobs/again/regenerate.ts'
import { submitJob } from '../jobs/submit.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { askAdmin } from '../test/queue-jobs.ts'
import { getUsage } from '../usage/get.ts'
import { purgeOldAnswers } from './purge.ts'

let h: Harness
/** Another process: it knows nothing of what the first one is doing. */
let other: WorkerDeps

beforeAll(async () => {
  h = await startHarness()
  other = { ...h.worker, running: new RunningJobs() }
})
beforeEach(() => setStrategy({ caching: { ttl_seconds: 3600 } }))
afterEach(async () => {
  h.sandbox.reset()
  await h.flushQueue()
  await askAdmin(h, `update jobs set status = 'cancelled' where status in ('pending', 'processing')`)
  await askAdmin(h, `delete from cached_answers`)
})
afterAll(() => h.close())

function setStrategy(more: Partial<Harness['others']['strategy']>): void {
  h.others.strategy = { content: { word_count: { min: 300, max: 900 } }, quality: { max_repairs: 0 }, ...more }
  h.server.strategies.forget()
}

let topics = 0
const newTopic = () => `Keeping parking lot ${++topics} dry`

async function submit(fields: Partial<GenerateRequest>): Promise<string> {
  const request = h.request({ llm: { model: 'gpt-4.1' }, ...fields })
  return (await submitJob(h.server, h.as('member'), request)).accepted.job_id
}
const submitSame = (count: number, fields: Partial<GenerateRequest>) =>
  Promise.all(Array.from({ length: count }, () => submit(fields)))

const calls = () => h.sandbox.tally().total.received
const textOf = async (id: string) => ((await h.row(id)).result as { content: string } | null)?.content
/** Past row-level security: as if the worker had been lost, or the rest were over. */
const expireLease = (ids: string[]) =>
  askAdmin(h, `update jobs set lease_until = now() - interval '1 second' where id = any($1)`, [ids])
const startWorkers = () =>
  [h.worker, other].map((deps) =>
    createWorker(h.queue, generation, (_word, io) => runNext(deps, io), { concurrency: 4 }),
  )
const unfinished = async (ids: string[]) =>
  (
    await askAdmin<{ count: number }>(
      h,
      `select count(*)::int as count from jobs where id = any($1) and status in ('pending', 'processing')`,
      [ids],
    )
  )[0]?.count

describe('a request that was answered before', () => {
  it('has the same text at no cost, without a call, and says whose it is', async () => {
    const topic = newTopic()
    const [first, second] = [await submit({ topic }), await submit({ topic })]
    await h.deliver(first)
    await h.deliver(second)
    expect(calls()).toBe(1)
    expect(await textOf(second)).toBe(await textOf(first))
    const job = await readJob(h.server, h.as('viewer'), second)
    expect(job).toMatchObject({
      status: 'completed',
      estimated_cost: '0',
      input_tokens: 0,
      output_tokens: 0,
      llm_provider: 'openai',
      prompt: { name: 'Test' },
      attempts: [{ status: 'succeeded', cost_usd: null, cached_from: { job_id: first, attempt: 1 } }],
      receipt: {
        total_usd: '0',
        lines: [{ charged: false, amount_usd: '0', cached_from: { job_id: first, attempt: 1 } }],
      },
    })
    expect(job.result?.quality.checks.length).toBeGreaterThan(0)
    expect(await askAdmin(h, 'select 1 from charges where job_id = $1', [second])).toEqual([])
    expect(await askAdmin(h, 'select 1 from budget_reservations where job_id = $1', [second])).toEqual([])
  })

  it('is counted as a piece, and as one from the cache; what pieces usually take stays what it was', async () => {
    const before = await getUsage(h.server, h.as('viewer'), { client_id: h.tenant.customerId, group_by: 'day' })
    const topic = newTopic()
    for (const id of await submitSame(2, { topic })) await h.deliver(id)
    const { total } = await getUsage(h.server, h.as('viewer'), { client_id: h.tenant.customerId, group_by: 'day' })
    expect([total.jobs - before.total.jobs, total.cached_jobs - before.total.cached_jobs]).toEqual([2, 1])
    expect(total.attempts - before.total.attempts).toBe(1)
  })

  it('is not told that it is like the piece that it was made from', async () => {
    const topic = newTopic()
    const ids = await submitSame(3, { topic })
    for (const id of ids) await h.deliver(id)
    for (const id of ids) {
      const { result } = await readJob(h.server, h.as('viewer'), id)
      expect(result?.quality.checks.find((check) => check.id === 'duplicate')?.passed).toBe(true)
    }
  })

  it.each([
    ['another topic', () => ({ topic: newTopic() })],
    ['another model', () => ({ llm: { model: 'gpt-4.1-mini' } })],
    ['another temperature', () => ({ llm: { model: 'gpt-4.1', temperature: 0.1 } })],
    ['another limit of length', () => ({ llm: { model: 'gpt-4.1', max_output_tokens: 9000 } })],
    ['the wish to have it written anew', () => ({ cache: 'bypass' as const })],
  ])('is called for again with %s', async (_what, change) => {
    const topic = newTopic()
    await h.deliver(await submit({ topic }))
    await h.deliver(await submit({ topic, ...change() }))
    expect(calls()).toBe(2)
  })

  it('that was written anew is what the cache gives from then on', async () => {
    const topic = newTopic()
    await h.deliver(await submit({ topic }))
    const anew = await submit({ topic, cache: 'bypass' })
    await h.deliver(anew)
    const third = await submit({ topic })
    await h.deliver(third)
    expect((await h.attempts(third))[0]).toMatchObject({ cached_from_job_id: anew })
  })

  it('is called for again by another client, and by whom the strategy gives no cache', async () => {
    const topic = newTopic()
    await h.deliver(await submit({ topic }))
    const foreign = { ...h.request({ topic, llm: { model: 'gpt-4.1' } }), client_id: h.stranger.customerId }
    const ctx = { ...h.as('member'), actor: { kind: 'user' as const, id: h.stranger.users.member } }
    const { accepted } = await submitJob(h.server, ctx, foreign)
    await h.deliver(accepted.job_id, 0, undefined, h.stranger.customerId)
    expect(calls()).toBe(2)
    setStrategy({ caching: { ttl_seconds: 0 } })
    await h.deliver(await submit({ topic }))
    setStrategy({})
    await h.deliver(await submit({ topic }))
    expect(calls()).toBe(4)
  })

  it('is called for again once its time is over, by the clock of whoever asks', async () => {
    const topic = newTopic()
    await h.deliver(await submit({ topic }))
    await askAdmin(h, `update cached_answers set written_at = now() - interval '10 minutes'`)
    setStrategy({ caching: { ttl_seconds: 599 } })
    await h.deliver(await submit({ topic }))
    expect(calls()).toBe(2)
    await askAdmin(h, `update cached_answers set expires_at = now() - interval '1 second'`)
    await purgeOldAnswers(h.db, h.worker.logger)
    expect(await askAdmin(h, 'select 1 from cached_answers')).toEqual([])
  })

  it('is called for again when its answer was cut at the limit', async () => {
    const fields = { topic: newTopic(), llm: { model: 'gpt-4.1', max_output_tokens: 64 } }
    for (const id of await submitSame(2, fields)) await h.deliver(id)
    expect(calls()).toBe(2)
  })

  it('and is rewritten with instructions is called for, each time', async () => {
    const first = await submit({ topic: newTopic() })
    await h.deliver(first)
    for (let time = 0; time < 2; time++) {
      const { accepted } = await regenerateJob(h.server, h.as('member'), first, { instructions: 'Mention gravel.' })
      await h.deliver(accepted.job_id)
    }
    expect(calls()).toBe(3)
  })

  it('has its repairs called for, and charged', async () => {
    setStrategy({ caching: { ttl_seconds: 3600 }, quality: { max_repairs: 1 }, content: { banned_phrases: ['cheap'] } })
    const fields = { topic: newTopic(), brief: '[[sandbox:banned_phrase]]' }
    const [first, second] = [await submit(fields), await submit(fields)]
    await h.deliver(first)
    await h.deliver(second)
    expect((await h.attempts(second)).map(({ purpose, amount_usd }) => [purpose, amount_usd !== null])).toEqual([
      ['write', false],
      ['repair', true],
    ])
    expect(calls()).toBe(3)
  })
})

describe('an answer in the cache', () => {
  const kept = async () =>
    (await askAdmin<{ job_id: string }>(h, 'select job_id from cached_answers')).map((row) => row.job_id)

  it('goes with the text of the job that paid for it, and with an erased client', async () => {
    const [one, two] = [await submit({ topic: newTopic() }), await submit({ topic: newTopic() })]
    await h.deliver(one)
    await h.deliver(two)
    expect((await kept()).toSorted()).toEqual([one, two].toSorted())
    await askAdmin(
      h,
      `set role hg_content_rls;
       update jobs set prompt = '', prompt_system = null, parameters = '{}', result = null, error_message = null,
         strategy = '{}', template_name = null, emptied_at = now() where id = '${one}'`,
    )
    expect(await kept()).toEqual([two])
    const left = await withClient(h.target.adminUrl, async (db) => {
      await db.query('begin')
      await db.query('update clients set erased_at = now(), archived_at = now() where id = $1', [h.tenant.customerId])
      const { rows } = await db.query<{ job_id: string }>('select job_id from cached_answers')
      await db.query('rollback')
      return rows
    })
    expect(left).toEqual([])
  })
})

describe('the same request of many jobs at once', () => {
  it('is called for once, by two workers, and every job has the text', async () => {
    const ids = await submitSame(24, { topic: newTopic() })
    const workers = startWorkers()
    await waitFor(async () => (await unfinished(ids)) === 0)
    await Promise.all(workers.map((worker) => worker.close({ timeoutMs: 5000 })))
    expect(calls()).toBe(1)
    const rows = await Promise.all(ids.map((id) => h.row(id)))
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['completed']))
    expect(rows.filter(({ estimated_cost }) => Number(estimated_cost) > 0)).toHaveLength(1)
    expect(new Set(await Promise.all(ids.map(textOf))).size).toBe(1)
  })

  it('takes no worker while it waits, and says why', async () => {
    const fields = { topic: newTopic(), brief: '[[sandbox:pause times=1]]' }
    const [leader = '', follower = ''] = await submitSame(2, fields)
    const leading = h.deliver(leader)
    await h.sandbox.untilPaused(1)
    await h.deliver(follower, 0, undefined, undefined, other)
    expect(await readJob(h.server, h.as('viewer'), follower)).toMatchObject({
      status: 'pending',
      waits_for: 'identical_piece',
    })
    h.sandbox.resume()
    await leading
    expect(await h.row(follower)).toMatchObject({ lease_until: null, awaited_answer: null })
    await h.deliver(follower, 1, undefined, undefined, other)
    expect(await textOf(follower)).toBe(await textOf(leader))
    expect(calls()).toBe(1)
  })

  it('goes on with exactly one other when the job that led is cancelled, and its cost stays with it', async () => {
    const fields = { topic: newTopic(), brief: '[[sandbox:pause times=1]]' }
    const [leader = '', ...followers] = await submitSame(4, fields)
    const leading = h.deliver(leader)
    await h.sandbox.untilPaused(1)
    for (const id of followers) await h.deliver(id)
    await requestCancel(h.server, h.as('member'), leader)
    h.worker.running.stop(leader, 'cancelled')
    await leading
    const woken = await askAdmin(h, `select 1 from jobs where id = any($1) and lease_until is null`, [followers])
    expect(woken).toHaveLength(1)
    const workers = startWorkers()
    await waitFor(async () => (await unfinished(followers)) === 0)
    await Promise.all(workers.map((worker) => worker.close({ timeoutMs: 5000 })))
    expect(calls()).toBe(2)
    expect(await h.row(leader)).toMatchObject({ status: 'cancelled', result: null })
    expect(Number((await h.row(leader)).estimated_cost)).toBeGreaterThan(0)
    const costs = await Promise.all(followers.map(async (id) => Number((await h.row(id)).estimated_cost)))
    expect(costs.filter((cost) => cost > 0)).toHaveLength(1)
    expect(new Set(await Promise.all(followers.map(textOf))).size).toBe(1)
  })

  it('stops a job that waits as soon as it is cancelled, and leaves the others be', async () => {
    const fields = { topic: newTopic(), brief: '[[sandbox:pause times=1]]' }
    const [leader = '', follower = ''] = await submitSame(2, fields)
    const leading = h.deliver(leader)
    await h.sandbox.untilPaused(1)
    await h.deliver(follower)
    await requestCancel(h.server, h.as('member'), follower)
    expect(await h.row(follower)).toMatchObject({ status: 'cancelled', awaited_answer: null })
    h.sandbox.resume()
    await leading
    await h.deliver(follower, 1)
    expect(await h.row(leader)).toMatchObject({ status: 'completed' })
    expect(await h.attempts(follower)).toEqual([])
  })

  it('is called for twice at most when the worker of the job that led is lost', async () => {
    const fields = { topic: newTopic(), brief: '[[sandbox:pause times=1]]' }
    const [leader = '', ...followers] = await submitSame(5, fields)
    const lost = h.deliver(leader)
    await h.sandbox.untilPaused(1)
    for (const id of followers) await h.deliver(id)
    // Their rest is over, and so is its lease: all of them want to lead now.
    await expireLease([leader, ...followers])
    await Promise.all([
      ...followers.map((id, index) => h.deliver(id, 1, undefined, undefined, index % 2 ? other : h.worker)),
      h.deliver(leader, 1, undefined, undefined, other),
    ])
    expect(calls()).toBe(2)
    const workers = startWorkers()
    await waitFor(async () => (await unfinished([leader, ...followers])) === 0)
    await Promise.all(workers.map((worker) => worker.close({ timeoutMs: 5000 })))
    h.sandbox.resume()
    await lost
    expect(calls()).toBe(2)
    const rows = await Promise.all([leader, ...followers].map((id) => h.row(id)))
    expect(rows.map(({ status }) => status)).toEqual(rows.map(() => 'completed'))
    // The call that was cut is its own job's; of the others one made the second.
    const charged = await askAdmin<{ job_id: string; estimated: boolean }>(
      h,
      'select job_id, estimated from charges where job_id = any($1)',
      [rows.map(({ id }) => id)],
    )
    expect(charged.filter(({ estimated }) => estimated)).toEqual([{ job_id: leader, estimated: true }])
    expect(charged.filter(({ estimated }) => !estimated)).toHaveLength(1)
  })

  it('is called for by one job after the other when the provider refuses, and each fails on its own account', async () => {
    const ids = await submitSame(3, { topic: newTopic(), brief: '[[sandbox:fault=refused]]' })
    const workers = startWorkers()
    await waitFor(async () => (await unfinished(ids)) === 0)
    await Promise.all(workers.map((worker) => worker.close({ timeoutMs: 5000 })))
    const rows = await Promise.all(ids.map((id) => h.row(id)))
    expect(rows.map(({ error_code }) => error_code)).toEqual(ids.map(() => 'provider_refused_content'))
    expect(calls()).toBe(3)
  })

  it('shares what another model wrote in place of the one that was asked', async () => {
    const ids = await submitSame(4, { topic: newTopic(), brief: '[[sandbox:fault=401 provider=openai]]' })
    const workers = startWorkers()
    await waitFor(async () => (await unfinished(ids)) === 0)
    await Promise.all(workers.map((worker) => worker.close({ timeoutMs: 5000 })))
    const { calls: made } = h.sandbox.tally()
    expect(made.filter(({ outcome }) => outcome === 'completed')).toHaveLength(1)
    expect(new Set(await Promise.all(ids.map(textOf))).size).toBe(1)
  })

  it('whatever is cancelled meanwhile, completes every other job, and calls once more at most for each', async () => {
    for (let round = 0; round < 8; round++) {
      h.sandbox.reset()
      const ids = await submitSame(8, { topic: newTopic() })
      const unlucky = ids.filter((_id, index) => index % 3 === round % 3)
      const workers = startWorkers()
      const cancelled = await Promise.all(
        unlucky.map(async (id, index) => {
          for (let turn = 0; turn < index * (round + 1) * 10; turn++) await new Promise(setImmediate)
          return requestCancel(h.server, h.as('member'), id).then(
            () => {
              for (const deps of [h.worker, other]) deps.running.stop(id, 'cancelled')
              return true
            },
            () => false,
          )
        }),
      )
      await waitFor(async () => (await unfinished(ids)) === 0)
      await Promise.all(workers.map((worker) => worker.close({ timeoutMs: 5000 })))
      const rows = await Promise.all(ids.map((id) => h.row(id)))
      const gone = new Set(unlucky.filter((_id, index) => cancelled[index]))
      expect(rows.map(({ id, status }) => [id, status])).toEqual(
        ids.map((id) => [id, gone.has(id) ? 'cancelled' : 'completed']),
      )
      expect(calls()).toBeLessThanOrEqual(1 + gone.size)
      const [paid] = await askAdmin<{ count: number }>(
        h,
        'select count(*)::int as count from charges where job_id = any($1)',
        [ids],
      )
      expect(paid?.count).toBeLessThanOrEqual(calls())
    }
  })
})
