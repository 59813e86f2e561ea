import { generateAccepted, isFinal, type JobStatusEvent, problem } from '@hg/contracts'
import { waitFor } from '@hg/testkit'
import { browserCaller, findUser, signIn } from '../../support/people.ts'
import { wish } from '../../support/sandbox.ts'
import { newRequest, uniqueTag } from '../../support/tenant.ts'
import { expect, test } from '../../support/test.ts'

test('while the database is down every answer is a 503 problem, nothing is half-written, and all recovers @full', async ({
  demo,
  pasco,
  breaker,
  sessionOf,
}) => {
  const browser = browserCaller(demo.urls.frontend, 'cpm', await sessionOf('pasco-scientific', 'member'))
  const request = { client_id: pasco.client.id, ...newRequest() }
  await breaker.break('database', 'refuse')
  const answers = [
    await pasco.api.call('POST', '/generate', { body: request }),
    await pasco.api.call('GET', '/jobs'),
    await pasco.api.call('GET', '/jobs/events', { query: { client_id: pasco.client.id } }),
    await browser.call('GET', '/jobs'),
    await browser.call('POST', '/generate', { body: request }),
  ]
  expect(answers.map(({ status, body }) => [status, problem.parse(body).code])).toEqual(
    answers.map(() => [503, 'unavailable']),
  )
  expect((await pasco.api.call('GET', '/health')).status).toBe(503)
  expect(await signIn(demo.urls.frontend, findUser(demo, 'pasco-scientific', 'member'))).toBeNull()

  await breaker.mend()
  await waitFor(async () => (await pasco.api.call('GET', '/jobs')).status === 200, { what: 'the API being back' })
  expect(await pasco.search(request.topic)).toEqual([])
  expect((await pasco.write()).status).toBe('completed')
})

test('a request that is repeated with its key through an outage makes one job @full', async ({ pasco, breaker }) => {
  const tag = uniqueTag()
  const requests = Array.from({ length: 12 }, (_, index) => ({
    key: `${tag}-${index}`,
    body: { client_id: pasco.client.id, ...newRequest({ topic: `Repeated ${tag} number ${index}` }) },
  }))
  const send = ({ key, body }: (typeof requests)[number]) =>
    pasco.api.call('POST', '/generate', { body, headers: { 'idempotency-key': key } })

  const underWay = requests.map(send)
  await breaker.break('database', 'cut')
  const first = await Promise.all(underWay)
  expect(first.map(({ status }) => status).filter((status) => status !== 202 && status !== 503)).toEqual([])

  const again = await Promise.all(
    requests.map((one) =>
      waitFor(async () => {
        const answer = await send(one)
        return answer.status === 202 ? generateAccepted.parse(answer.body).job_id : null
      }),
    ),
  )
  for (const [index, { status, body }] of first.entries()) {
    if (status === 202) expect(again[index]).toBe(generateAccepted.parse(body).job_id)
  }
  const jobs = await Promise.all(again.map((jobId) => pasco.untilEnded(jobId)))
  expect(jobs.map(({ status }) => status)).toEqual(jobs.map(() => 'completed'))
  expect(await pasco.search(tag)).toHaveLength(requests.length)
})

test('an answer that could not be stored is asked for again, and each call is charged once @full', async ({
  pasco,
  sandbox,
  breaker,
  worker,
}) => {
  const request = { brief: `${wish.pauseOnce} ${wish.instant}` }
  const accepted = await Promise.all(Array.from({ length: 3 }, () => pasco.submit(request)))
  await sandbox.untilPaused(3)
  await breaker.break('database', 'refuse')
  await sandbox.resume()
  await expect.poll(async () => (await sandbox.tally()).total).toMatchObject({ completed: 3, running: 0 })
  const former = await worker.pid()
  await worker.signal('SIGKILL')
  await breaker.mend()
  await worker.untilReplaced(former)

  const jobs = await Promise.all(accepted.map(({ job_id }) => pasco.untilEnded(job_id)))
  const { total } = await sandbox.tally()
  expect(total.received).toBe(6)
  for (const job of jobs) {
    expect(job.status).toBe('completed')
    expect(job.attempts.map(({ status }) => status)).toEqual(['lost', 'succeeded'])
    expect(job.attempts.filter(({ cost_usd }) => cost_usd === null)).toEqual([])
  }
})

test('jobs that are written while the database connections break complete @full', async ({
  pasco,
  sandbox,
  breaker,
}) => {
  const request = { brief: `${wish.pauseOnce} ${wish.instant}` }
  const accepted = await Promise.all(Array.from({ length: 3 }, () => pasco.submit(request)))
  await sandbox.untilPaused(3)
  await breaker.break('database', 'cut')
  await sandbox.resume()
  const jobs = await Promise.all(accepted.map(({ job_id }) => pasco.untilEnded(job_id)))
  const attempts = jobs.flatMap((job) => job.attempts)
  expect(jobs.map(({ status }) => status)).toEqual(jobs.map(() => 'completed'))
  expect(attempts).toHaveLength((await sandbox.tally()).total.received)
  expect(attempts.filter(({ cost_usd }) => cost_usd === null)).toEqual([])
})

test('a stream that loses the database tells the end, at once or to a reader who comes back @full', async ({
  pasco,
  sandbox,
  breaker,
}) => {
  const query = { client_id: pasco.client.id }
  const stream = await pasco.api.events('/jobs/events', { query })
  const { job_id } = await pasco.submit({ brief: `${wish.pauseOnce} ${wish.instant}` })
  await stream.untilStatus((event) => event.job_id === job_id && event.status === 'processing', 'the job beginning')
  await sandbox.untilPaused(1)
  await breaker.break('database', 'cut')
  await sandbox.resume()

  const isEnd = (event: JobStatusEvent) => event.job_id === job_id && isFinal(event.status)
  await stream.untilStatus(isEnd, 'the end of the job').catch(async (error: unknown) => {
    if (!stream.hasEnded()) throw error
    const lastEventId = stream.statuses().at(-1)?.id
    const again = await waitFor(() => pasco.api.events('/jobs/events', { query, lastEventId }))
    await again.untilStatus(isEnd, 'the end of the job')
    again.close()
  })
  stream.close()
})
