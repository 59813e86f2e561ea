import { releaseJob, withTenant } from '@hg/db'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from '../test/harness.ts'
import { askAdmin, queueJobs } from '../test/queue-jobs.ts'
import { claimNext } from './claim.ts'
import type { Run } from './run-context.ts'

describe('free places', () => {
  let h: Harness
  let other: string

  beforeAll(async () => {
    h = await startHarness()
    other = h.stranger.customerId
  })
  afterAll(() => h.close())
  beforeEach(() => askAdmin(h, `update jobs set status = 'cancelled' where status in ('pending', 'processing')`))

  const next = async (): Promise<Run | null> => claimNext(h.worker)
  const nextClient = async () => (await next())?.claim.clientId
  const times = async <T>(count: number, work: () => Promise<T>): Promise<T[]> => {
    const all: T[] = []
    for (let i = 0; i < count; i++) all.push(await work())
    return all
  }

  it('go to the client that has the fewest, then to the one that was served longest ago', async () => {
    const third = h.tenant.siblingId
    await queueJobs(h, other, 20, 1)
    await queueJobs(h, h.tenant.customerId, 20)
    expect(await times(2, nextClient)).toHaveLength(2)
    await queueJobs(h, third, 2, 10)
    const order = await times(7, nextClient)
    // Two places for it at once, as each of the others had one; then the three in turn until it has nothing left.
    expect(order[0]).toBe(third)
    const places = [...order, other, h.tenant.customerId]
    for (const client of [other, h.tenant.customerId])
      expect(places.filter((one) => one === client).length).toBeGreaterThanOrEqual(3)
    expect(order.filter((one) => one === third)).toHaveLength(2)
  })

  it('go round in turn when every job ends at once', async () => {
    const clients = [other, h.tenant.customerId, h.tenant.siblingId]
    for (const client of clients) await queueJobs(h, client, 4)
    const served = await times(9, async () => {
      const run = await next()
      if (!run) throw new Error('nothing waits')
      await askAdmin(h, `update jobs set status = 'cancelled' where id = $1`, [run.claim.id])
      return run.claim.clientId
    })
    for (let round = 0; round < 3; round++)
      expect(new Set(served.slice(round * 3, round * 3 + 3))).toEqual(new Set(clients))
  })

  it('go to the most urgent of a client’s own jobs, and to the oldest of equals', async () => {
    const [usual, late] = await queueJobs(h, other, 2)
    const [urgent] = await queueJobs(h, other, 1, 1)
    const ids = (await times(4, next)).map((run) => run?.claim.id)
    expect(ids).toEqual([urgent, usual, late, undefined])
  })

  it('go to different jobs when many are free at once', async () => {
    const ids = [...(await queueJobs(h, other, 8)), ...(await queueJobs(h, h.tenant.customerId, 8))]
    const runs = await Promise.all(Array.from({ length: 20 }, next))
    expect(runs.flatMap((run) => run?.claim.id ?? []).sort()).toEqual(ids.sort())
  })

  it('go first to a job whose worker was lost, and never to one that rests', async () => {
    const [lost] = await queueJobs(h, other, 1, 10)
    const run = await next()
    expect(run?.claim.id).toBe(lost)
    const [fresh] = await queueJobs(h, other, 1, 1)
    await askAdmin(h, `update jobs set lease_until = now() - interval '1 second' where id = $1`, [lost])
    const [again, then] = await times(2, next)
    expect(again?.claim).toMatchObject({ id: lost, epoch: 2 })
    expect(then?.claim.id).toBe(fresh)
    if (!then) throw new Error('nothing waits')
    await withTenant(h.db, then.actor, (tx) => releaseJob(tx, then.claim, 60_000))
    expect(await next()).toBeNull()
  })
})
