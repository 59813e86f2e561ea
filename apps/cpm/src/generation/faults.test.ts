import { createCircuit } from '@hg/llm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { submitJob } from '../jobs/submit.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { costByTally, toldOf } from '../test/tally-cost.ts'
import { createTestClock } from '../test/test-clock.ts'

let h: Harness
beforeAll(async () => {
  h = await startHarness()
})
beforeEach(() => h.sandbox.reset())
afterAll(() => h.close())

type Ending = 'completed' | 'provider_refused_request' | 'provider_refused_content' | 'deadline_exceeded'

/** Fault of the first provider, calls to it, how the job ends, and what may be charged for each of these calls. */
const table: [fault: string, calls: number, ending: Ending, charge: 'nothing' | 'as told' | 'estimated'][] = [
  ['401', 1, 'completed', 'nothing'],
  ['400', 1, 'provider_refused_request', 'nothing'],
  ['404', 1, 'completed', 'nothing'],
  // Asked to wait for a day, nobody waits: the others are asked at once.
  ['429 retry_after=86400', 1, 'completed', 'nothing'],
  ['429 retry_after=20', 3, 'completed', 'nothing'],
  ['429', 3, 'completed', 'nothing'],
  ['500', 3, 'completed', 'nothing'],
  ['503', 3, 'completed', 'nothing'],
  ['529', 3, 'completed', 'nothing'],
  ['quota', 1, 'completed', 'nothing'],
  ['context', 1, 'completed', 'nothing'],
  ['reset', 3, 'completed', 'estimated'],
  // Two attempts of two minutes, and what is left of five.
  ['hang', 3, 'deadline_exceeded', 'estimated'],
  ['cut', 3, 'completed', 'estimated'],
  ['drop', 3, 'completed', 'estimated'],
  ['malformed', 3, 'completed', 'estimated'],
  ['empty', 3, 'completed', 'as told'],
  ['refused', 1, 'provider_refused_content', 'as told'],
]

it.each(table)(
  'a provider’s %s takes %i calls, ends as %s, and is charged %s',
  async (fault, calls, ending, charge) => {
    const { accepted } = await submitJob(
      h.server,
      h.as('member'),
      // Without reasoning, so that the sandbox's account of a cut call is whole.
      h.request({ llm: { model: 'gpt-4.1' }, brief: `[[sandbox:fault=${fault} provider=openai]]` }),
    )
    const clock = createTestClock()
    const delivered = h.deliver(accepted.job_id, 0, undefined, undefined, {
      ...h.worker,
      clock,
      circuit: createCircuit(),
    })
    if (fault === 'hang') {
      for (let call = 1; call <= calls; call++) {
        await h.sandbox.untilHung(call)
        clock.expire()
      }
    }
    await delivered

    const row = await h.row(accepted.job_id)
    expect(row.error_code ?? row.status).toBe(ending)
    const attempts = await h.attempts(accepted.job_id)
    const made = h.sandbox.tally().calls
    expect(made.map(({ provider }) => provider)).toEqual(attempts.map(({ provider }) => provider))
    expect(attempts.filter(({ provider }) => provider === 'openai')).toHaveLength(calls)
    expect(attempts).toHaveLength(calls + (ending === 'completed' ? 1 : 0))
    // A longer wait would have been taken for a time limit, and never have ended.
    expect(Math.max(0, ...clock.waits)).toBeLessThanOrEqual(50_000)

    for (const [index, attempt] of attempts.entries()) {
      const call = made[index]
      if (!call) throw new Error('an attempt without a call')
      const failed = index < calls
      const expected = failed ? charge : 'as told'
      expect(attempt.status).toBe(failed ? 'failed' : 'succeeded')
      expect(attempt.charge_estimated).toBe(expected === 'estimated')
      if (expected === 'estimated') {
        const truth = costByTally(call, attempt)
        expect(Math.abs(Number(attempt.amount_usd) - truth)).toBeLessThanOrEqual(truth / 10)
      } else {
        expect(attempt).toMatchObject(toldOf(call))
        if (expected === 'nothing') expect(Number(attempt.amount_usd)).toBe(0)
      }
    }
    const charged = attempts.reduce((sum, attempt) => sum + Number(attempt.amount_usd), 0)
    expect(Number(row.estimated_cost)).toBeCloseTo(charged, 10)
  },
)

it('a prompt that is longer than was forecast, and than the window of the model that was named, is said to be too long', async () => {
  const { accepted } = await submitJob(h.server, h.as('member'), h.request({ llm: { model: 'gpt-4' } }))
  h.others.houseRules = 'Name the source of every figure. '.repeat(1500)
  await h.deliver(accepted.job_id)
  h.others.houseRules = ''
  const row = await h.row(accepted.job_id)
  expect(row).toMatchObject({ status: 'failed', error_code: 'context_too_long' })
  expect(row.error_message).toMatch(/has room for 8192/)
  expect(await h.attempts(accepted.job_id)).toEqual([])
})
