import type { LlmProvider } from '@hg/contracts'
import { chargedUnits } from '../../support/money.ts'
import { wish } from '../../support/sandbox.ts'
import { expect, test } from '../../support/test.ts'

/** Each test has a provider of its own, so that no circuit opens for the next one. */
function asked(provider: LlmProvider, fault: string, options: string) {
  return { llm: { provider }, brief: `${wish.fault(fault, options)} ${wish.instant}` }
}

test('a provider that is unavailable twice is asked a third time, and answers', async ({ heaviside, sandbox }) => {
  const job = await heaviside.write(asked('openai', '503', 'times=2'))
  expect(job.status).toBe('completed')
  expect(job.attempts.map(({ status, provider, error_class }) => [status, provider, error_class])).toEqual([
    ['failed', 'openai', 'same_again'],
    ['failed', 'openai', 'same_again'],
    ['succeeded', 'openai', null],
  ])
  expect((await sandbox.tally()).calls.map(({ status }) => status)).toEqual([503, 503, 200])
  // A call that was refused outright used nothing; it is charged all the same, with nothing.
  expect(job.attempts.map(({ cost_usd }) => cost_usd !== null)).toEqual([true, true, true])
  expect(chargedUnits(job.attempts.slice(0, 2))).toBe(0n)
})

test('a rate limit is waited out at the same provider', async ({ heaviside }) => {
  const job = await heaviside.write(asked('anthropic', '429', 'times=1 retry_after=1'))
  expect(job.status).toBe('completed')
  expect(job.attempts.map(({ status, provider }) => [status, provider])).toEqual([
    ['failed', 'anthropic'],
    ['succeeded', 'anthropic'],
  ])
  const [first, second] = job.attempts
  expect(Date.parse(second?.started_at ?? '') - Date.parse(first?.ended_at ?? '')).toBeGreaterThanOrEqual(1000)
})

for (const fault of ['cut', 'drop', 'malformed']) {
  test(`an answer that is broken off (${fault}) is written afresh, and nothing of it is used`, async ({
    heaviside,
    sandbox,
  }) => {
    const { llm, brief } = asked('google', fault, 'times=1')
    const { job_id, events_url } = await heaviside.submit({ llm, brief: `${brief} ${wish.pause}` })
    const stream = await heaviside.api.events(events_url)
    await sandbox.untilPaused(1)
    await expect.poll(() => stream.text()?.text.length ?? 0).toBeGreaterThan(500)
    await sandbox.resume()

    // The first answer breaks off here; the second one stands in its middle.
    await expect.poll(async () => (await sandbox.tally()).total.received).toBe(2)
    await sandbox.untilPaused(1)
    await expect.poll(() => `${stream.text()?.attempt}: ${stream.text()?.text}`).toMatch(/^2: # /)
    await sandbox.resume()
    await stream.untilEnd()

    const job = await heaviside.read(job_id)
    expect(job).toMatchObject({ status: 'completed', result: { quality: { passed: true } } })
    expect(job.attempts.map(({ status }) => status)).toEqual(['failed', 'succeeded'])
    // What had been written until then was used, and is charged.
    expect(job.attempts[0]).toMatchObject({ cost_estimated: true })
    expect(chargedUnits(job.attempts.slice(0, 1))).toBeGreaterThan(0n)
  })
}

for (const [fault, code] of [
  ['401', 'key'],
  ['quota', 'quota'],
] as const) {
  test(`a provider that refuses for its ${code} (${fault}) is left for another`, async ({ heaviside }) => {
    const job = await heaviside.write(asked('groq', fault, 'provider=groq'))
    expect(job.status).toBe('completed')
    expect(job.attempts).toHaveLength(2)
    const [refused, answered] = job.attempts
    expect(refused).toMatchObject({ provider: 'groq', status: 'failed', error_class: 'other_provider' })
    expect(answered).toMatchObject({ status: 'succeeded' })
    expect(answered?.provider).not.toBe('groq')
    expect(job.llm_provider).toBe(answered?.provider)
  })
}

test('content that a provider refuses fails, and is sent to nobody else', async ({ heaviside, sandbox }) => {
  const job = await heaviside.write(asked('openai', 'refused', ''))
  expect(job).toMatchObject({ status: 'failed', error_code: 'provider_refused_content', result: null })
  expect(job.attempts.map(({ status, error_class }) => [status, error_class])).toEqual([['failed', 'give_up']])
  expect((await sandbox.tally()).total.received).toBe(1)
})

test('a request that a provider refuses fails, and is sent to nobody else', async ({ heaviside, sandbox }) => {
  const job = await heaviside.write(asked('anthropic', '400', ''))
  expect(job).toMatchObject({ status: 'failed', error_code: 'provider_refused_request' })
  expect((await sandbox.tally()).total.received).toBe(1)
})

test('a job fails only after every allowed provider has', async ({ pasco, sandbox }) => {
  const job = await pasco.write({ brief: `${wish.fault('401')} ${wish.instant}` })
  expect(job).toMatchObject({ status: 'failed', error_code: 'provider_key_refused' })
  const tried = job.attempts.map(({ provider }) => provider)
  expect(new Set(tried)).toEqual(new Set(job.strategy.effective.llm?.allowed_providers))
  expect((await sandbox.tally()).total.received).toBe(tried.length)
})
