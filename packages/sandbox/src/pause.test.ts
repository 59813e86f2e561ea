import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox } from './start-sandbox.ts'
import { clientsFor } from './test/clients.ts'
import { promptFor } from './test/prompts.ts'
import { countTokens } from './usage/tokens.ts'

const sandbox = await startSandbox({ pace: 'instant' })
const clients = clientsFor(sandbox.baseUrls)
afterAll(() => sandbox.close())
beforeEach(() => sandbox.reset())

const paused = { user: promptFor({ brief: '[[sandbox:pause]]' }) }

describe.each(clients)('a paused answer of $provider', (client) => {
  it('goes on when it is resumed, as if nothing had happened', async () => {
    const whole = await client.whole({ user: promptFor({ brief: '' }) })
    let arrived = ''
    const streaming = client.stream(paused, (text) => (arrived += text))
    await sandbox.untilPaused(1)
    await expect.poll(() => arrived.length).toBeGreaterThan(whole.text.length / 4)
    expect(arrived.length).toBeLessThan(whole.text.length * 0.75)
    expect(sandbox.tally().calls.at(-1)).toMatchObject({ outcome: 'running', paused: true })
    expect(sandbox.resume()).toBe(1)
    expect((await streaming).text).toBe(whole.text)
    expect(sandbox.tally().total).toMatchObject({ completed: 2, aborted: 0, running: 0 })
  })

  it('that the client leaves counts as aborted, with the tokens that were streamed', async () => {
    const leaving = new AbortController()
    let arrived = ''
    const streaming = client
      .stream({ ...paused, signal: leaving.signal }, (text) => (arrived += text))
      .catch(() => undefined)
    await sandbox.untilPaused(1)
    await expect.poll(() => countTokens(arrived)).toBeGreaterThanOrEqual(sandbox.tally().total.streamed_tokens)
    leaving.abort()
    await streaming
    await expect.poll(() => sandbox.tally().total.aborted).toBe(1)
    const { total, calls } = sandbox.tally()
    expect(total).toMatchObject({ received: 1, completed: 0, failed: 0, running: 0 })
    expect(calls[0]).toMatchObject({ outcome: 'aborted', paused: false, streamed_tokens: countTokens(arrived) })
  })
})

describe('a pause', () => {
  it('of one job, named by the prompt, ends for that job only', async () => {
    const [client] = clients
    const named = (job: string) => ({ user: promptFor({ brief: `[[sandbox:pause]] [[sandbox:job=${job}]]` }) })
    const [first, second] = [client?.stream(named('a-1')), client?.stream(named('a-2'))]
    await sandbox.untilPaused(2)
    expect(sandbox.resume('a-1')).toBe(1)
    await first
    expect(
      sandbox
        .tally()
        .calls.map(({ job, outcome }) => [job, outcome])
        .sort(),
    ).toEqual([
      ['a-1', 'completed'],
      ['a-2', 'running'],
    ])
    sandbox.resume()
    await second
  })

  it('with times=1 holds up the first call only', async () => {
    const [client] = clients
    const once = { user: promptFor({ brief: '[[sandbox:pause times=1]]' }) }
    const first = client?.stream(once)
    await sandbox.untilPaused(1)
    const second = await client?.stream(once)
    sandbox.resume()
    expect((await first)?.text).toBe(second?.text)
  })

  it('ends for all when the sandbox is reset', async () => {
    const streams = clients.map((client) => client.stream(paused))
    expect(await sandbox.untilPaused(clients.length)).toBe(clients.length)
    sandbox.reset()
    for (const stream of streams) expect((await stream).finish).not.toBeNull()
    expect(sandbox.tally().total.received).toBe(0)
  })

  it('ends when the sandbox closes', async () => {
    const other = await startSandbox({ pace: 'instant' })
    const [client] = clientsFor(other.baseUrls)
    const streaming = client?.stream(paused).then(
      () => 'complete',
      () => 'broken',
    )
    await other.untilPaused(1)
    await other.close()
    expect(await streaming).toBe('broken')
  })
})

describe('the pace', () => {
  it('of a prompt beats the sandbox’s own', async () => {
    const slow = await startSandbox({ pace: 1 })
    const [client] = clientsFor(slow.baseUrls)
    const seen = await client?.stream({ user: promptFor({ brief: '[[sandbox:instant]]' }) })
    expect(seen?.finish).toBe('stop')
    await slow.close()
  })

  it('sends the text in many small pieces, the same text', async () => {
    const quick = await startSandbox({ pace: 5000 })
    const [client] = clientsFor(quick.baseUrls)
    let pieces = 0
    const seen = await client?.stream({ user: promptFor() }, () => (pieces += 1))
    const atOnce = await clients[0]?.stream({ user: promptFor() })
    expect(seen?.text).toBe(atOnce?.text)
    expect(pieces).toBeGreaterThan(1)
    await quick.close()
  })
})
