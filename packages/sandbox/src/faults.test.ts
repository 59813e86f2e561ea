import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox } from './start-sandbox.ts'
import { type Client, clientsFor } from './test/clients.ts'
import { promptFor } from './test/prompts.ts'

const sandbox = await startSandbox({ pace: 'instant' })
const clients = clientsFor(sandbox.baseUrls)
afterAll(() => sandbox.close())
beforeEach(() => sandbox.reset())

const asking = (marker: string) => ({ user: promptFor({ brief: `Please keep it short. [[sandbox:${marker}]]` }) })

/** What the SDK throws; fails when it throws nothing. */
async function errorOf(call: Promise<unknown>): Promise<Error & { status?: number; headers?: unknown }> {
  return call.then(
    () => expect.fail('the call should have failed'),
    (error: unknown) => error as Error & { status?: number },
  )
}

const byProvider = (provider: Client['provider']) =>
  clients.find((client) => client.provider === provider) ?? expect.fail()

describe.each(clients)('a fault at $provider', (client) => {
  it.each([
    ['400', 400],
    ['401', 401],
    ['404', 404],
    ['429', 429],
    ['500', 500],
    ['503', 503],
    ['529', 529],
    ['quota', client.provider === 'anthropic' ? 402 : 429],
    ['context', 400],
  ])('%s is an error with its status, streamed or not', async (fault, status) => {
    expect((await errorOf(client.whole(asking(`fault=${fault}`)))).status).toBe(status)
    expect((await errorOf(client.stream(asking(`fault=${fault}`)))).status).toBe(status)
    const { total, calls } = sandbox.tally()
    expect(total).toMatchObject({ received: 2, failed: 2, completed: 0, input_tokens: 0, output_tokens: 0 })
    expect(calls.map((call) => [call.fault, call.status])).toEqual([
      [fault, status],
      [fault, status],
    ])
  })

  it('reset breaks the connection before an answer', async () => {
    expect((await errorOf(client.whole(asking('fault=reset')))).status).toBeUndefined()
    await errorOf(client.stream(asking('fault=reset')))
    expect(sandbox.tally().total).toMatchObject({ received: 2, failed: 2, streamed_tokens: 0 })
  })

  it('cut ends a stream in the middle, without a finish reason', async () => {
    const whole = await client.stream({ user: promptFor() })
    sandbox.reset()
    const cut = await client.stream(asking('fault=cut'))
    expect(cut.finish).toBeNull()
    expect(cut.text.length).toBeGreaterThan(whole.text.length / 4)
    expect(cut.text).not.toContain('Meta description:')
    expect(sandbox.tally().total).toMatchObject({ failed: 1, completed: 0 })
    expect(sandbox.tally().total.streamed_tokens).toBeGreaterThan(100)
  })

  it('drop breaks the connection in the middle of a stream', async () => {
    let text = ''
    await errorOf(client.stream(asking('fault=drop'), (piece) => (text += piece)))
    expect(text).toMatch(/^# /)
    expect(sandbox.tally().total).toMatchObject({ failed: 1, completed: 0, aborted: 0 })
  })

  it('malformed sends what is no JSON', async () => {
    expect((await errorOf(client.whole(asking('fault=malformed')))).status).toBeUndefined()
    await errorOf(client.stream(asking('fault=malformed')))
    expect(sandbox.tally().total).toMatchObject({ failed: 2, completed: 0 })
  })

  it('empty is an answer without text, paid for what was read', async () => {
    const seen = await client.stream(asking('fault=empty'))
    expect(seen).toMatchObject({ text: '', usage: { output_tokens: 0 } })
    expect(seen.finish).not.toBeNull()
    expect(seen.usage.input_tokens).toBeGreaterThan(0)
    expect(sandbox.tally().total).toMatchObject({ completed: 1, output_tokens: 0 })
  })

  it('refused says that the content is not allowed', async () => {
    const refusal = { openai: 'content_filter', groq: 'content_filter', anthropic: 'refusal', google: 'SAFETY' }
    expect(await client.stream(asking('fault=refused'))).toMatchObject({ text: '', finish: refusal[client.provider] })
    expect(await client.whole(asking('fault=refused'))).toMatchObject({ text: '', finish: refusal[client.provider] })
  })

  it('hang never answers, until the client leaves', async () => {
    const leaving = new AbortController()
    const call = errorOf(client.whole({ ...asking('fault=hang'), signal: leaving.signal }))
    await expect.poll(() => sandbox.tally().calls[0]?.fault).toBe('hang')
    leaving.abort()
    await call
    await expect.poll(() => sandbox.tally().total.aborted).toBe(1)
    expect(sandbox.tally().total).toMatchObject({ running: 0, streamed_tokens: 0 })
  })
})

describe('a fault', () => {
  it('with times=2 strikes twice and then lets the same prompt through', async () => {
    const client = byProvider('openai')
    const statuses = []
    for (let call = 0; call < 4; call += 1) {
      statuses.push(
        await client.whole(asking('fault=503 times=2')).then(
          () => 200,
          (error: { status: number }) => error.status,
        ),
      )
    }
    expect(statuses).toEqual([503, 503, 200, 200])
  })

  it('with times counts each job for itself', async () => {
    const statuses = []
    for (const job of ['a', 'a', 'b', 'b']) {
      const answer = await fetch(`${sandbox.baseUrls.openai}/chat/completions`, {
        method: 'POST',
        headers: { authorization: 'Bearer sandbox', 'x-hg-job-id': job },
        body: JSON.stringify({
          model: 'gpt-4o',
          messages: [{ role: 'user', content: asking('fault=500 times=1').user }],
        }),
      })
      await answer.text()
      statuses.push(answer.status)
    }
    expect(statuses).toEqual([500, 200, 500, 200])
  })

  it('with provider= strikes only there', async () => {
    const marker = asking('fault=503 provider=anthropic')
    expect((await errorOf(byProvider('anthropic').whole(marker))).status).toBe(503)
    expect((await byProvider('google').whole(marker)).text).toMatch(/^# /)
  })

  it('429 says when to come back', async () => {
    const error = await errorOf(byProvider('openai').whole(asking('fault=429 retry_after=7')))
    expect((error.headers as Headers).get('retry-after')).toBe('7')
  })

  it('set from outside strikes its provider and model as often as it was told', async () => {
    sandbox.setFault({ fault: '529', provider: 'anthropic', times: 1 })
    sandbox.setFault({ fault: '503', model: 'gpt-4o' })
    const plain = { user: promptFor() }
    expect((await errorOf(byProvider('anthropic').whole(plain))).status).toBe(529)
    expect((await byProvider('anthropic').whole(plain)).text).toMatch(/^# /)
    expect((await errorOf(byProvider('openai').whole(plain))).status).toBe(503)
    expect((await byProvider('openai').whole({ ...plain, model: 'gpt-4.1' })).text).toMatch(/^# /)
    sandbox.reset()
    expect((await byProvider('openai').whole(plain)).text).toMatch(/^# /)
  })

  it('401 is what a call without a key gets', async () => {
    const answer = await fetch(`${sandbox.baseUrls.anthropic}/v1/messages`, {
      method: 'POST',
      body: JSON.stringify({
        model: 'claude-sonnet-5',
        max_tokens: 10,
        messages: [{ role: 'user', content: 'Hello' }],
      }),
    })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ type: 'error', error: { type: 'authentication_error' } })
  })
})
