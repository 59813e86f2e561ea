import {
  type GeneratePromptResponse,
  generateRequest,
  type GenerateRequest,
  type StrategyConfiguration,
} from '@hg/contracts'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { regenerateJob } from '../jobs/again/regenerate.ts'
import { readJob } from '../jobs/get.ts'
import { submitJob } from '../jobs/submit.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { askAdmin } from '../test/queue-jobs.ts'

let h: Harness
let usual: StrategyConfiguration

beforeAll(async () => {
  h = await startHarness()
  usual = h.others.strategy
})
afterEach(() => {
  h.sandbox.reset()
  h.others.promptExtras = {}
  h.others.promptRefusal = null
  setStrategy({})
})
afterAll(() => h.close())

function setStrategy(strategy: StrategyConfiguration): void {
  h.others.strategy = { ...usual, ...strategy }
  h.server.strategies.forget()
}

/** Writes a piece with what the instructions module adds, and gives back the job as people see it. */
async function write(extras: Partial<GeneratePromptResponse>, fields: Partial<GenerateRequest> = {}) {
  h.others.promptExtras = extras
  const { accepted } = await submitJob(h.server, h.as('member'), h.request(fields))
  await h.deliver(accepted.job_id)
  const job = await readJob(h.server, h.as('viewer'), accepted.job_id)
  expect(job.status).toBe('completed')
  expect(Number(job.estimated_cost)).toBeLessThanOrEqual(Number(job.reserved_usd))
  return job
}

const settingsOf = (job: Awaited<ReturnType<typeof write>>) => job.receipt.template?.settings

describe('the token budget of a prompt', () => {
  it.each([
    ['the request’s, when that is smaller', 3000, 5000, 3000],
    ['the strategy’s, when that is smaller', 9000, 5000, 5000],
    ['the only one that there is', undefined, 5000, 5000],
    ['none, when nobody says one', undefined, undefined, undefined],
  ])('is %s', async (_which, ofRequest, ofStrategy, expected) => {
    setStrategy({ llm: { max_prompt_tokens: ofStrategy } })
    await write({}, { llm: { max_prompt_tokens: ofRequest } })
    expect(h.others.lastPromptRequest?.token_budget).toBe(expected)
  })

  it('leaves on the job and its receipt what was done to keep it', async () => {
    const optimizations: GeneratePromptResponse['optimizations'] = [
      { kind: 'context_left_out', path: 'brand.sample', what: 'Writing sample left out', tokens_saved: 310 },
      { kind: 'duplicates_merged', what: 'Said once instead of again: “Be brief.”', tokens_saved: 4 },
      { kind: 'budget_not_met', what: 'The prompt has 700 tokens; its budget is 400.', tokens_saved: 0 },
    ]
    const job = await write({ tokens: 700, optimizations })
    expect(job.receipt.template).toMatchObject({ version: 1, tokens: 700, tokens_saved: 314, optimizations })
    expect(await h.row(job.id)).toMatchObject({ prompt_tokens: 700, prompt_tokens_saved: 314 })
  })

  it('leaves no words of it with a job that was emptied', async () => {
    const job = await write({
      optimizations: [{ kind: 'duplicates_merged', what: 'Said once: “a secret rule”', tokens_saved: 1 }],
    })
    await askAdmin(
      h,
      `set role hg_content_rls;
       update jobs set prompt = '', prompt_system = null, parameters = '{}', result = null, error_message = null,
         strategy = '{}', template_name = null, emptied_at = now() where id = '${job.id}'`,
    )
    expect(await h.row(job.id)).toMatchObject({ prompt_notes: null, prompt_tokens_saved: 1 })
    await expect(
      askAdmin(h, `update jobs set prompt_notes = '{"optimizations": []}' where id = $1`, [job.id]),
    ).rejects.toThrow('never changes')
  })
})

describe('the variables of a prompt', () => {
  it('go along with the request and the day that it was made, also when the piece is written anew', async () => {
    const variables = { season: 'winter', rooms: 3, places: ['Kent'], is_urgent: true }
    const properties = {
      ...{ season: { type: 'string' }, rooms: { type: 'integer' }, is_urgent: { type: 'boolean' } },
      places: { type: 'array', items: { type: 'string' } },
    }
    await askAdmin(
      h,
      `insert into prompt_templates (template_id, client_id, name, content_type, template, version, is_active, variables)
       values (gen_random_uuid(), $1, 'Seasonal', 'blog_post', 'Text', 1, true, $2)`,
      [h.tenant.customerId, JSON.stringify({ properties })],
    )
    const job = await write({}, { variables })
    expect(job.parameters.variables).toEqual(variables)
    const requested_at = (await h.row(job.id)).created_at.toISOString()
    expect(h.others.lastPromptRequest).toMatchObject({ variables, requested_at })
    const { accepted } = await regenerateJob(h.server, h.as('member'), job.id, { instructions: 'Shorter.' })
    await h.deliver(accepted.job_id)
    expect(h.others.lastPromptRequest).toMatchObject({ variables })
  })

  it('that its template does not take end the job with their own code and what the template says', async () => {
    const detail =
      'The template "House" (version 3) cannot be rendered: the variable "season" (user part, line 4) is required.'
    h.others.promptRefusal = { code: 'variables_invalid', status: 422, detail }
    const { accepted } = await submitJob(h.server, h.as('member'), h.request())
    await h.deliver(accepted.job_id)
    expect(await h.row(accepted.job_id)).toMatchObject({
      ...{ status: 'failed', error_code: 'variables_invalid', error_message: detail, estimated_cost: '0.0000000000' },
    })
  })

  it.each([
    ['a name that is none', { 'Tone of day': 'x' }],
    ['a value that is none', { tone: { of: 'day' } }],
    [
      'too much of them',
      Object.fromEntries(Array.from({ length: 4 }, (_, index) => [`v${index}`, 'x'.repeat(19_000)])),
    ],
    ['too many of them', Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`v${index}`, 1]))],
  ])('are refused at once with %s', (_what, variables) => {
    const parsed = generateRequest.safeParse({ ...h.request(), variables })
    expect(parsed.error?.issues[0]?.path[0]).toBe('variables')
  })
})

describe('the model settings of a prompt’s version', () => {
  it('are taken where neither request nor strategy says anything', async () => {
    const job = await write({ model_settings: { model: 'gpt-5.4-mini', temperature: 0.3, max_output_tokens: 3000 } })
    expect(job.attempts[0]).toMatchObject({ model_requested: 'gpt-5.4-mini', choice: { reason: 'prompt_model' } })
    expect(settingsOf(job)).toEqual([
      { setting: 'model', value: 'gpt-5.4-mini', taken: true, why: null },
      { setting: 'temperature', value: 0.3, taken: true, why: null },
      { setting: 'max_output_tokens', value: 3000, taken: true, why: null },
    ])
  })

  it('choose the routing where nobody else does', async () => {
    const job = await write({ model_settings: { routing: 'speed' } })
    expect(job.attempts[0]?.choice).toMatchObject({ reason: 'routing', routing: 'speed' })
    const [cheap] = (await write({ model_settings: { routing: 'speed' } }, { llm: { routing: 'cost' } })).attempts
    expect(cheap?.choice).toMatchObject({ routing: 'cost' })
  })

  it('give way to the request and to the strategy, and the receipt says so', async () => {
    setStrategy({ llm: { temperature: 0.9 } })
    const asked = { llm: { provider: 'google' as const, max_output_tokens: 2500 } }
    const model_settings = { model: 'gpt-5.4-mini', temperature: 0.3, max_output_tokens: 3000 }
    const job = await write({ model_settings }, asked)
    expect(job.attempts[0]?.provider).toBe('google')
    expect(settingsOf(job)?.map(({ taken, why }) => [taken, why])).toEqual([
      [false, 'The request says it.'],
      [false, 'The strategy says it.'],
      [false, 'The request says it.'],
    ])
  })

  it.each([
    ['is not allowed', 'claude-sonnet-5', 'The strategy allows openai, not anthropic.'],
    ['is not known', 'gpt-99', expect.stringContaining('gpt-99') as string],
  ])('whose model %s do not keep the piece from being written, and are noted', async (_what, model, why) => {
    setStrategy({ llm: { allowed_providers: ['openai'] } })
    const job = await write({ model_settings: { model, temperature: 0.2 } })
    expect(job.attempts[0]).toMatchObject({ provider: 'openai', choice: { reason: 'routing' } })
    expect(settingsOf(job)).toEqual([
      { setting: 'model', value: model, taken: false, why },
      { setting: 'temperature', value: 0.2, taken: true, why: null },
    ])
  })

  it('that could cost more than was set aside for the job are not taken', async () => {
    setStrategy({ llm: { allowed_providers: ['groq', 'openai'], routing: 'cost' } })
    const dear = await write({ model_settings: { model: 'gpt-5.5', max_output_tokens: 120_000 } })
    const why = expect.stringMatching(
      /^It could cost up to \$[\d.]+, and \$[\d.]+ is set aside for this piece\.$/,
    ) as string
    expect(settingsOf(dear)).toEqual([
      { setting: 'model', value: 'gpt-5.5', taken: false, why },
      { setting: 'max_output_tokens', value: 120_000, taken: false, why },
    ])
    expect(dear.attempts[0]?.model_requested).not.toBe('gpt-5.5')
    // The same, where more was set aside because the request names the routing that would choose it.
    setStrategy({ llm: { allowed_providers: ['openai'] } })
    const paid = await write({ model_settings: { model: 'gpt-5.5' } }, { llm: { routing: 'quality' } })
    expect(settingsOf(paid)?.[0]).toMatchObject({ taken: true })
    expect(paid.attempts[0]?.model_requested).toBe('gpt-5.5')
  })

  it('that are cheaper than a limit leaves room for are taken, and others are not', async () => {
    setStrategy({ llm: { allowed_providers: ['openai'], routing: 'quality' } })
    const limit = { max_cost_usd: '0.18' }
    const [cheap, dear] = [
      await write({ model_settings: { model: 'gpt-5.4-mini' } }, limit),
      await write({ model_settings: { model: 'gpt-5.5', max_output_tokens: 50_000 } }, limit),
    ]
    expect(cheap.attempts[0]?.model_requested).toBe('gpt-5.4-mini')
    expect(settingsOf(dear)?.at(-1)).toMatchObject({ setting: 'max_output_tokens', taken: false })
    expect(Number(dear.reserved_usd)).toBeLessThanOrEqual(0.18)
  })

  it('name the model that mends the piece, too', async () => {
    setStrategy({ content: { ...usual.content, banned_phrases: ['game-changer'] }, quality: { max_repairs: 1 } })
    const brief = '[[sandbox:banned_phrase]]'
    const job = await write({ model_settings: { model: 'gpt-4.1', temperature: 0.4 } }, { brief })
    expect(job.attempts.map(({ purpose, model_requested }) => [purpose, model_requested])).toEqual([
      ['write', 'gpt-4.1'],
      ['repair', 'gpt-4.1'],
    ])
  })
})
