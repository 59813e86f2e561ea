import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox } from '../start-sandbox.ts'
import { clientsFor } from '../test/clients.ts'
import { promptFor } from '../test/prompts.ts'

const sandbox = await startSandbox({ pace: 'instant' })
const [client] = clientsFor(sandbox.baseUrls)
afterAll(() => sandbox.close())
beforeEach(() => sandbox.reset())

async function control(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${sandbox.url}/__sandbox${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

describe('the control endpoints', () => {
  it('show the tally and forget it', async () => {
    await client?.whole({ user: promptFor() })
    expect((await control('GET', '/tally')).body).toEqual(JSON.parse(JSON.stringify(sandbox.tally())))
    expect((await control('GET', '/tally')).body).toMatchObject({ total: { received: 1, completed: 1 } })
    await control('POST', '/reset')
    expect((await control('GET', '/tally')).body).toMatchObject({ total: { received: 0 }, providers: {}, calls: [] })
  })

  it('set, list and clear faults', async () => {
    const rule = { fault: '503', provider: 'openai', times: 2 }
    expect(await control('POST', '/faults', rule)).toMatchObject({ status: 200, body: { faults: [rule] } })
    await client?.whole({ user: promptFor() }).catch(() => undefined)
    expect((await control('GET', '/faults')).body).toEqual({ faults: [{ ...rule, times: 1 }] })
    expect((await control('DELETE', '/faults')).body).toEqual({ faults: [] })
  })

  it('wait for paused calls and resume them', async () => {
    const waiting = control('GET', '/paused?count=1')
    const call = client?.whole({ user: promptFor({ brief: '[[sandbox:pause]]' }) })
    expect((await waiting).body).toEqual({ paused: 1 })
    expect((await control('POST', '/resume', { job: 'another' })).body).toEqual({ resumed: 0 })
    expect((await control('POST', '/resume')).body).toEqual({ resumed: 1 })
    expect((await call)?.text).toMatch(/^# /)
  })

  it('say so when nobody paused in time', async () => {
    expect((await control('GET', '/paused?count=1&timeout_ms=1')).status).toBe(504)
  })

  it.each([
    ['an unknown fault', 'POST', '/faults', { fault: 'gremlin' }, 400],
    ['an unknown property', 'POST', '/faults', { fault: '503', provder: 'openai' }, 400],
    ['an unknown path', 'GET', '/gremlins', undefined, 404],
    ['another method', 'PUT', '/tally', {}, 404],
  ])('refuse %s', async (_, method, path, body, status) => {
    expect((await control(method, path, body)).status).toBe(status)
  })
})
