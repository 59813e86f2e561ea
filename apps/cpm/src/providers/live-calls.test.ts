import { modelChoice } from '@hg/contracts'
import { withClient } from '@hg/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { submitJob } from '../jobs/submit.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { createLiveCalls } from './live-calls.ts'

let h: Harness
beforeAll(async () => {
  h = await startHarness()
})
afterAll(() => h.close())

const fresh = () => createLiveCalls(h.db, h.worker.logger)()
const gpt = { provider: 'openai', model: 'gpt-5.4' } as const

/** Attempts as they would stand after real calls: `seconds` long, 1,000 tokens out, the failed ones by this code. */
async function addCalls(jobId: string, calls: number, seconds: number, failure: string | null): Promise<void> {
  await withClient(h.target.adminUrl, (db) =>
    db.query(
      `insert into job_attempts (client_id, job_id, attempt, epoch, provider, model_requested, status, error_code, output_tokens,
         prompt_tokens_estimate, price_id, started_at, ended_at)
       select j.client_id, j.id, coalesce((select max(attempt) from job_attempts where job_id = j.id), 0) + n, 1, 'openai', 'gpt-5.4',
         case when $4::text is null then 'succeeded' else 'failed' end, $4, 1000, 100,
         (select id from prices where provider = 'openai' and model = 'gpt-5.4'), now() - $3 * interval '1 second', now()
       from jobs j, generate_series(1, $2::int) n where j.id = $1`,
      [jobId, calls, seconds, failure],
    ),
  )
}

it('what every process has lately called tells how fast and how reliable a model is; a tenant’s own faults do not', async () => {
  const { accepted } = await submitJob(h.server, h.as('member'), h.request())
  await addCalls(accepted.job_id, 4, 10, null)
  expect((await fresh())(gpt)).toEqual({ errorRate: null, tokensPerSecond: null })
  await addCalls(accepted.job_id, 4, 10, null)
  await addCalls(accepted.job_id, 2, 10, 'provider_unavailable')
  for (const code of ['provider_refused_request', 'provider_refused_content', 'provider_key_refused'])
    await addCalls(accepted.job_id, 5, 10, code)
  const seen = (await fresh())(gpt)
  expect(seen.errorRate).toBeCloseTo(0.2, 10)
  expect(seen.tokensPerSecond).toBeCloseTo(100, 5)
})

it('a model that has lately failed is chosen after others, and the choice says why', async () => {
  const first = async () => {
    const { accepted } = await submitJob(
      { ...h.server, readLive: createLiveCalls(h.db, h.worker.logger) },
      h.as('member'),
      h.request({ llm: { routing: 'quality' } }),
    )
    return accepted.job_id
  }
  const before = await h.row(await first())
  const { requested_provider: provider, requested_model: model } = before
  await withClient(h.target.adminUrl, (db) =>
    db.query(`update job_attempts set provider = $1, model_requested = $2 where job_id <> $3`, [
      provider,
      model,
      before.id,
    ]),
  )
  await addCalls(before.id, 10, 10, 'provider_unavailable')
  await withClient(h.target.adminUrl, (db) =>
    db.query(`update job_attempts set provider = $1, model_requested = $2`, [provider, model]),
  )
  const after = await h.row(await first())
  expect(after.requested_model).not.toBe(model)

  const worker = { ...h.worker, readLive: createLiveCalls(h.db, h.worker.logger) }
  await h.deliver(after.id, 0, undefined, undefined, worker)
  const [attempt] = await h.attempts(after.id)
  const choice = modelChoice.parse(attempt?.choice)
  expect(choice).toMatchObject({ reason: 'routing', routing: 'quality' })
  const seen = choice.considered?.find((considered) => considered.model === model)
  expect(seen?.error_rate).toBeGreaterThan(0.5)
})
