import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Harness, startHarness } from '../test/harness.ts'
import { countMixedCalls, disagreements } from '../test/mixed-calls.ts'

let h: Harness
beforeAll(async () => {
  h = await startHarness()
})
afterAll(() => h.close())

// Two thousand of them: pnpm count-calls.
it('what was used, by every call under mixed faults, is what the providers say, to the token; cut calls within a tenth', async () => {
  const accounts = await countMixedCalls(h, { calls: 60 })
  expect(disagreements(accounts)).toEqual([])
  expect(accounts.told.ours.output_tokens).toBeGreaterThan(10_000)
  expect(accounts.told.ours.reasoning_tokens).toBeGreaterThan(0)
  expect(accounts.told.ours.cached_input_tokens).toBeGreaterThan(0)
  expect(accounts.told.ours.cache_write_tokens).toBeGreaterThan(0)
  expect(accounts.cut.calls).toBeGreaterThan(4)
})
