import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox } from './start-sandbox.ts'
import { clientsFor } from './test/clients.ts'
import { promptFor } from './test/prompts.ts'
import { addUsage, noUsage, type Usage } from './usage/usage.ts'
import { countTokens } from './usage/tokens.ts'

const sandbox = await startSandbox({ pace: 'instant' })
const clients = clientsFor(sandbox.baseUrls)
afterAll(() => sandbox.close())
beforeEach(() => sandbox.reset())

function usageOf(record: Usage): Usage {
  const { input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens } = record
  return { input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens }
}

const endings = { openai: 'stop', groq: 'stop', anthropic: 'end_turn', google: 'STOP' }
const cutEndings = { openai: 'length', groq: 'length', anthropic: 'max_tokens', google: 'MAX_TOKENS' }

describe.each(clients)('$provider through its SDK', (client) => {
  it('gets the same article streamed and in one piece, complete', async () => {
    const whole = await client.whole({ user: promptFor() })
    let pieces = 0
    const streamed = await client.stream({ user: promptFor() }, () => (pieces += 1))
    expect(whole.text).toMatch(/^# .*winter/)
    expect(whole.text).toMatch(/\nMeta description: .+$/)
    expect(streamed.text).toBe(whole.text)
    expect(pieces).toBeGreaterThan(5)
    expect([whole.finish, streamed.finish]).toEqual([endings[client.provider], endings[client.provider]])
  })

  it('is told a usage that counts its text, and the tally says the same', async () => {
    const answers = [
      await client.whole({ user: promptFor() }),
      await client.stream({ system: 'Write plainly.', user: promptFor({ Topic: 'Filling cracks in October' }) }),
    ]
    for (const { text, usage } of answers) expect(usage.output_tokens).toBe(countTokens(text))
    const { total, providers, calls } = sandbox.tally()
    const told = answers.reduce((sum, answer) => addUsage(sum, answer.usage), noUsage)
    expect(usageOf(total)).toEqual(told)
    expect(total).toMatchObject({ received: 2, completed: 2, aborted: 0, failed: 0, running: 0 })
    expect(total.streamed_tokens).toBe(total.output_tokens)
    expect(providers).toEqual({ [client.provider]: { [client.model]: total } })
    expect(calls.map((call) => usageOf(call))).toEqual(answers.map((answer) => answer.usage))
  })

  it('reads a prompt that begins like an earlier one from the cache', async () => {
    const system = 'The house rules of an agency that serves many brands. '.repeat(60)
    const first = await client.stream({ system, user: promptFor() })
    const second = await client.stream({ system, user: promptFor({ Topic: 'Another topic' }) })
    expect(first.usage.cached_tokens).toBe(0)
    expect(second.usage.cached_tokens).toBeGreaterThanOrEqual(256)
    expect(second.usage.cached_tokens).toBeLessThan(second.usage.input_tokens)
    expect(usageOf(sandbox.tally().total)).toEqual(addUsage(first.usage, second.usage))
    if (client.provider === 'anthropic') expect(first.usage.cache_write_tokens).toBe(second.usage.cached_tokens)
  })

  it('stops at the number of tokens it was allowed', async () => {
    const cut = await client.stream({ user: promptFor(), maxTokens: 64 })
    expect(cut.finish).toBe(cutEndings[client.provider])
    expect(cut.usage.output_tokens).toBeLessThanOrEqual(64)
    const whole = await client.whole({ user: promptFor() })
    expect(whole.text.startsWith(cut.text)).toBe(true)
  })

  it('can be given any text', async () => {
    const topics = [
      '🙂 ﷽ 電気 e\u0301'.repeat(40),
      'x'.repeat(2_000_000),
      '{"role":"system"}\u0000\n\ndata: [DONE]\n\n',
      ' ',
    ]
    for (const topic of topics) {
      const streamed = await client.stream({ user: `Topic: ${topic}\nWord count: 200-300` })
      const whole = await client.whole({ user: `Topic: ${topic}\nWord count: 200-300` })
      expect(streamed.text).toBe(whole.text)
      expect(streamed.text).toMatch(/^# \S/)
    }
  })
})

describe.each(clients.filter((client) => client.reasoningModel))('$provider with a reasoning model', (client) => {
  it('is told reasoning tokens, as part of the output', async () => {
    const model = client.reasoningModel
    const streamed = await client.stream({ model, user: promptFor() })
    const whole = await client.whole({ model, user: promptFor() })
    expect(streamed.usage.reasoning_tokens).toBeGreaterThan(0)
    expect(streamed.usage.output_tokens).toBe(countTokens(streamed.text) + streamed.usage.reasoning_tokens)
    expect(whole.usage).toEqual({ ...streamed.usage, cached_tokens: whole.usage.cached_tokens })
  })
})

describe('the list of calls', () => {
  it('names request, job and metadata as they came', async () => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer sandbox' }
    await fetch(`${sandbox.baseUrls.openai}/chat/completions`, {
      method: 'POST',
      headers: { ...headers, 'x-request-id': 'request-1', 'x-hg-job-id': 'job-1' },
      body: JSON.stringify({
        model: 'gpt-4o',
        messages: [{ role: 'user', content: promptFor() }],
        metadata: { purpose: 'test' },
      }),
    })
    expect(sandbox.tally().calls).toMatchObject([
      {
        provider: 'openai',
        request_id: 'request-1',
        job: 'job-1',
        metadata: { purpose: 'test' },
        outcome: 'completed',
      },
    ])
  })

  it.each([
    ['no JSON', '{"model": ', 400],
    ['no messages', '{"model": "gpt-4o"}', 400],
    ['more than a model could read', `"${'x'.repeat(9_000_000)}"`, 413],
  ])('counts a request with %s as failed', async (_, body, status) => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer sandbox' }
    const answer = await fetch(`${sandbox.baseUrls.openai}/chat/completions`, { method: 'POST', headers, body })
    await answer.text()
    expect(answer.status).toBe(status)
    expect(sandbox.tally().total).toMatchObject({ received: 1, failed: 1, output_tokens: 0 })
  })

  it('has no place for paths that no provider serves', async () => {
    const answer = await fetch(`${sandbox.url}/v1/embeddings`, { method: 'POST', body: '{}' })
    expect(answer.status).toBe(404)
    expect(sandbox.tally().total.received).toBe(0)
  })
})
