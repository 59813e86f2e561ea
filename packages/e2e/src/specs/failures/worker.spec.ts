import type { Job } from '@hg/contracts'
import { chargedUnits, toUnits } from '../../support/money.ts'
import { wish } from '../../support/sandbox.ts'
import { expect, test } from '../../support/test.ts'

const pausedOnce = { brief: `${wish.pauseOnce} ${wish.instant}` }

/** Every call that was made stands in the job, with its charge, and the job's cost is their sum. */
function expectChargedOncePerCall(jobs: Job[], callsAtProvider: number): void {
  const attempts = jobs.flatMap((job) => job.attempts)
  expect(attempts).toHaveLength(callsAtProvider)
  expect(attempts.filter(({ cost_usd }) => cost_usd === null)).toEqual([])
  for (const job of jobs) {
    expect(job.attempts.map(({ attempt }) => attempt)).toEqual(job.attempts.map((_, index) => index + 1))
    expect(toUnits(job.estimated_cost ?? '0')).toBe(chargedUnits(job.attempts))
  }
}

test('ten jobs whose worker is killed in the middle of each complete, with one result and one charge per call', async ({
  pasco,
  sandbox,
  worker,
}) => {
  const accepted = await Promise.all(Array.from({ length: 10 }, () => pasco.submit(pausedOnce)))
  await sandbox.untilPaused(10)
  await worker.killHard()

  const jobs = await Promise.all(accepted.map(({ job_id }) => pasco.untilEnded(job_id)))
  for (const job of jobs) {
    expect(job.attempts.map(({ status }) => status)).toEqual(['lost', 'succeeded'])
    expect(job).toMatchObject({ status: 'completed', error_code: null })
    expect(job.attempts[0]).toMatchObject({ cost_estimated: true })
    expect(chargedUnits(job.attempts.slice(0, 1))).toBeGreaterThan(0n)
  }
  const { total } = await sandbox.tally()
  expect(total).toMatchObject({ received: 20, aborted: 10, completed: 10, running: 0 })
  expectChargedOncePerCall(jobs, total.received)

  for (const { events_url } of accepted) {
    const stream = await pasco.api.events(events_url)
    await stream.untilEnd()
    expect(stream.statuses().filter(({ status }) => status === 'completed')).toHaveLength(1)
  }
})

test('jobs that wait while their worker is killed are not lost', async ({ pasco, sandbox, worker }) => {
  await worker.signal('SIGSTOP')
  const accepted = await Promise.all(Array.from({ length: 5 }, () => pasco.submit()))
  await worker.killHard()
  const jobs = await Promise.all(accepted.map(({ job_id }) => pasco.untilEnded(job_id)))
  expect(jobs.map(({ status }) => status)).toEqual(jobs.map(() => 'completed'))
  expectChargedOncePerCall(jobs, (await sandbox.tally()).total.received)
})

test('a worker that is asked to stop finishes what it has begun', async ({ pasco, sandbox, worker }) => {
  const { job_id } = await pasco.submit(pausedOnce)
  await sandbox.untilPaused(1)
  const former = await worker.pid()
  await worker.signal('SIGTERM')
  // It refuses connections once it is going down; then it may finish its call.
  await expect.poll(() => worker.isListening()).toBe(false)
  await sandbox.resume()
  const job = await pasco.untilEnded(job_id)
  expect(job.status).toBe('completed')
  expect(job.attempts.map(({ status }) => status)).toEqual(['succeeded'])
  await worker.untilReplaced(former)
})

test('a worker that has to stop hands its job back, and another finishes it @full', async ({
  pasco,
  sandbox,
  worker,
}) => {
  test.setTimeout(90_000)
  const { job_id } = await pasco.submit(pausedOnce)
  await sandbox.untilPaused(1)
  const former = await worker.pid()
  await worker.signal('SIGTERM')
  await worker.untilReplaced(former)
  const job = await pasco.untilEnded(job_id)
  expect(job.status).toBe('completed')
  expect(job.attempts.map(({ status }) => status)).toEqual(['aborted', 'succeeded'])
  const { total } = await sandbox.tally()
  expect(total).toMatchObject({ received: 2, aborted: 1, completed: 1 })
  expectChargedOncePerCall([job], total.received)
})
