import {
  type GenerateRequest,
  llmProvider,
  type PromptModelSettings,
  routingMode,
  type StrategyConfiguration,
} from '@hg/contracts'
import { sumUsd } from '@hg/llm'
import { AppError } from '@hg/runtime'
import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readJob } from '../jobs/get.ts'
import { submitJob } from '../jobs/submit.ts'
import { type Harness, startHarness } from '../test/harness.ts'

let h: Harness

beforeAll(async () => {
  h = await startHarness()
})
afterAll(() => h.close())

const models = [
  'gpt-5.5',
  'gpt-5.4-mini',
  'claude-opus-4-8',
  'gemini-3.1-flash-lite',
  'llama-3.3-70b-versatile',
  'gpt-99',
]
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const preferences = {
  provider: maybe(fc.constantFrom(...llmProvider.options)),
  model: maybe(fc.constantFrom(...models)),
  routing: maybe(fc.constantFrom(...routingMode.options)),
  temperature: maybe(fc.constantFrom(0, 1, 2)),
  max_output_tokens: maybe(fc.constantFrom(64, 3000, 128_000)),
}
const asked = fc.record({
  settings: fc.record(preferences),
  llm: maybe(fc.record(preferences)),
  allowed_providers: maybe(fc.subarray([...llmProvider.options], { minLength: 1 })),
  ofStrategy: maybe(fc.constantFrom(0.01, 0.1)),
  ofRequest: maybe(fc.constantFrom('0.01', '0.2')),
  max_repairs: fc.constantFrom(0, 2),
  words: fc.constantFrom(900, 4000),
  /** How long the template is, in sentences. */
  sentences: fc.constantFrom(0, 2000),
  wish: fc.constantFrom('', 'fault=cut times=1', 'fault=drop times=2', 'fault=503 times=1', 'banned_phrase'),
})

/** Without what is undefined: contracts know no such keys. */
const present = <T extends object>(given: T) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T

/** Asks for a piece and has it written; null where it is refused at once. */
async function write(given: typeof asked extends fc.Arbitrary<infer Given> ? Given : never) {
  const { settings, llm, allowed_providers, ofStrategy, ofRequest, max_repairs, words, sentences, wish } = given
  h.others.strategy = {
    content: { word_count: { min: 300, max: words }, banned_phrases: ['game-changer'] },
    quality: { max_repairs },
    llm: present({ allowed_providers, max_cost_usd: ofStrategy }),
  } satisfies StrategyConfiguration
  h.server.strategies.forget()
  h.others.houseRules = 'The rules of the house are long. '.repeat(sentences)
  h.others.promptExtras = { model_settings: present(settings) satisfies PromptModelSettings }
  const request: Partial<GenerateRequest> = present({
    brief: wish === '' ? undefined : `[[sandbox:${wish}]]`,
    llm: llm && present(llm),
    max_cost_usd: ofRequest,
  })
  try {
    const { accepted } = await submitJob(h.server, h.as('member'), h.request(request))
    await h.deliver(accepted.job_id)
    return await readJob(h.server, h.as('viewer'), accepted.job_id)
  } catch (error) {
    if (error instanceof AppError && error.fields.length > 0) return null
    throw error
  } finally {
    h.sandbox.reset()
  }
}

it('whatever a version asks for, its piece keeps reservation, limits and providers, and says what was not taken and why', async () => {
  const property = fc.asyncProperty(asked, async (given) => {
    const job = await write(given)
    if (!job) return
    expect(['completed', 'failed']).toContain(job.status)
    expect(job.error_code).not.toBe('internal')
    const costUsd = new Decimal(sumUsd(job.attempts.map(({ cost_usd }) => cost_usd ?? '0')))
    expect(costUsd.eq(job.estimated_cost ?? '0') && costUsd.eq(job.receipt.total_usd)).toBe(true)
    for (const limit of [job.reserved_usd, given.ofStrategy, given.ofRequest])
      if (limit !== undefined) expect(costUsd.lte(limit)).toBe(true)
    for (const { provider } of job.attempts) expect(given.allowed_providers ?? llmProvider.options).toContain(provider)
    // Without a call there was nothing to take: the job says why it was not made.
    if (job.attempts.length === 0) expect(job.error_message).toMatch(/./)
    else
      for (const setting of Object.keys(present(given.settings))) {
        const note = job.receipt.template?.settings.find((one) => one.setting === setting)
        expect(note).toMatchObject(note?.taken ? { why: null } : { why: expect.stringMatching(/./) as string })
      }
  })
  await fc.assert(property, { numRuns: 16, endOnFailure: true })
})
