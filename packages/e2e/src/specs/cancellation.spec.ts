import { job, type Job } from '@hg/contracts'
import { chargedUnits, toUnits } from '../support/money.ts'
import { wish } from '../support/sandbox.ts'
import type { Tenant } from '../support/tenant.ts'
import { expect, test } from '../support/test.ts'

async function cancel(tenant: Tenant, jobId: string): Promise<Job> {
  const answer = await tenant.api.call('POST', `/jobs/${jobId}/cancel`)
  expect(answer.status).toBe(200)
  return job.parse(answer.body)
}

test('a job that is cancelled while it waits never calls a provider and costs nothing', async ({
  pasco,
  sandbox,
  worker,
}) => {
  await worker.signal('SIGSTOP')
  const { job_id, events_url } = await pasco.submit()
  const stream = await pasco.api.events(events_url)
  expect((await cancel(pasco, job_id)).status).toBe('cancelled')
  await stream.untilEnd()
  expect(stream.statuses().map(({ status }) => status)).toEqual(['pending', 'cancelled'])
  await worker.signal('SIGCONT')

  // Whatever the worker would still do with the cancelled job, it did before it finished a later one.
  await pasco.write()
  expect(await pasco.read(job_id)).toMatchObject({ status: 'cancelled', result: null, attempts: [] })
  expect((await sandbox.tally()).total.received).toBe(1)
})

test('a job that is cancelled while it is written never completes, and its call ends at the provider', async ({
  pasco,
  sandbox,
}) => {
  const { job_id, events_url } = await pasco.submit({ brief: `${wish.pause} ${wish.instant}` })
  const stream = await pasco.api.events(events_url)
  await sandbox.untilPaused(1)
  await cancel(pasco, job_id)
  await stream.untilEnd()
  expect(stream.statuses().at(-1)?.status).toBe('cancelled')
  await expect.poll(async () => (await sandbox.tally()).total).toMatchObject({ received: 1, aborted: 1, running: 0 })

  await sandbox.resume()
  await pasco.write()
  const cancelled = await pasco.read(job_id)
  expect(cancelled).toMatchObject({ status: 'cancelled', result: null, title: null })
  expect(cancelled.attempts).toHaveLength(1)
})

test('what a cancelled call had used is charged once', async ({ pasco, sandbox }) => {
  const { job_id } = await pasco.submit({ brief: `${wish.pause} ${wish.instant}` })
  await sandbox.untilPaused(1)
  await cancel(pasco, job_id)
  const settled = await pasco.until(job_id, (one) => one.estimated_cost !== null, 'the attempt being settled')
  expect(settled.attempts).toHaveLength(1)
  expect(settled.attempts[0]).toMatchObject({ status: 'aborted', cost_estimated: true })
  expect(chargedUnits(settled.attempts)).toBeGreaterThan(0n)
  expect(toUnits(settled.estimated_cost ?? '')).toBe(chargedUnits(settled.attempts))

  await pasco.write()
  expect((await pasco.read(job_id)).attempts).toEqual(settled.attempts)
})

test('a job that has ended cannot be cancelled', async ({ pasco }) => {
  const { id } = await pasco.write()
  const answer = await pasco.api.call('POST', `/jobs/${id}/cancel`)
  expect(answer.status).toBe(409)
  expect(answer.body).toMatchObject({ code: 'job_final' })
  expect((await pasco.read(id)).status).toBe('completed')
})

test('cancelling twice is refused the second time and changes nothing', async ({ pasco, sandbox }) => {
  const { job_id } = await pasco.submit({ brief: `${wish.pause} ${wish.instant}` })
  await sandbox.untilPaused(1)
  const answers = await Promise.all([1, 2, 3].map(() => pasco.api.call('POST', `/jobs/${job_id}/cancel`)))
  const statuses = answers.map(({ status }) => status)
  expect(statuses).toContain(200)
  expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([])
  expect((await pasco.api.call('POST', `/jobs/${job_id}/cancel`)).status).toBe(409)
  expect((await pasco.read(job_id)).status).toBe('cancelled')
})
