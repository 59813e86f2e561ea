import { isFinal } from '@hg/contracts'
import { wish } from '../../support/sandbox.ts'
import { uniqueTag } from '../../support/tenant.ts'
import { expect, test } from '../../support/test.ts'

test('flushing Redis with 200 jobs waiting loses none, and none is written twice @full', async ({
  pasco,
  sandbox,
  worker,
  breaker,
}) => {
  test.setTimeout(120_000)
  const tag = uniqueTag()
  await worker.signal('SIGSTOP')
  for (let batch = 0; batch < 10; batch++) {
    const request = { content_type: 'ad_copy' as const, topic: `Flushed ${tag}`, keywords: [] }
    await Promise.all(Array.from({ length: 20 }, () => pasco.submit(request)))
  }
  await breaker.flushRedis()
  await worker.signal('SIGCONT')
  const ended = async () => (await pasco.search(tag)).filter(({ status }) => isFinal(status)).length
  await expect.poll(ended, { timeout: 90_000, intervals: [500] }).toBe(200)
  const jobs = await pasco.search(tag)
  expect(jobs.filter(({ status }) => status !== 'completed')).toEqual([])
  expect((await sandbox.tally()).total).toMatchObject({ received: 200, completed: 200 })
})

test('while Redis is down a request is accepted, and it is written when Redis is back @full', async ({
  pasco,
  breaker,
}) => {
  await breaker.break('redis', 'refuse')
  const { job_id, events_url } = await pasco.submit()
  expect((await pasco.read(job_id)).status).toBe('pending')
  const stream = await pasco.api.events(events_url)
  await breaker.mend()
  await stream.untilEnd()
  expect(stream.statuses().map(({ status }) => status)).toEqual(['pending', 'processing', 'completed'])
})

test('a job that is being written when Redis goes away completes with one call @full', async ({
  pasco,
  sandbox,
  breaker,
}) => {
  const { job_id } = await pasco.submit({ brief: `${wish.pauseOnce} ${wish.instant}` })
  await sandbox.untilPaused(1)
  await breaker.break('redis', 'refuse')
  await sandbox.resume()
  const job = await pasco.untilEnded(job_id)
  expect(job).toMatchObject({ status: 'completed', attempts: [{ status: 'succeeded' }] })
  await breaker.mend()
  await pasco.write()
  expect((await sandbox.tally()).total.received).toBe(2)
})

test('flushing Redis while jobs are written disturbs none of them @full', async ({ pasco, sandbox, breaker }) => {
  const request = { brief: `${wish.pauseOnce} ${wish.instant}` }
  const accepted = await Promise.all(Array.from({ length: 5 }, () => pasco.submit(request)))
  await sandbox.untilPaused(5)
  await breaker.flushRedis()
  await sandbox.resume()
  const jobs = await Promise.all(accepted.map(({ job_id }) => pasco.untilEnded(job_id)))
  for (const job of jobs) expect(job).toMatchObject({ status: 'completed', attempts: [{ status: 'succeeded' }] })
  expect((await sandbox.tally()).total.received).toBe(5)
})
