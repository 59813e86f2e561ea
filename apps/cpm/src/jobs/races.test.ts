import { afterAll, beforeAll, expect, it } from 'vitest'
import { raceCancellations } from '../test/cancel-races.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { raceKeys } from '../test/key-races.ts'
import { askAdmin } from '../test/queue-jobs.ts'

let h: Harness
beforeAll(async () => {
  h = await startHarness()
})
afterAll(() => h.close())

// A thousand of each: pnpm races.
it('no job that was cancelled completes, and none is charged for more than was called, however close the race', async () => {
  const races = await raceCancellations(h, { races: 60 })
  expect(races.wrong).toEqual([])
  expect(races.cancelled + races.completed).toBe(60)
  // Both happen, or it was no race.
  expect(races.cancelled).toBeGreaterThan(5)
  expect(races.completed).toBeGreaterThan(5)
  expect(races.aborted).toBeGreaterThan(0)
})

it('a key makes one job for each tenant, however many requests come at once', async () => {
  const races = await raceKeys(h, { keys: 8, parallel: 20 })
  expect(races.wrong).toEqual([])
  expect(races.requests - races.waited).toBe(8 * 21)
  const jobs = await askAdmin(h, `select id from jobs where topic like 'Dry lots, key-%'`)
  expect(jobs).toHaveLength(16)
})
