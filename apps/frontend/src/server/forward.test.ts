import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Problem, problem } from '@hg/contracts'
import { createLogger, generateServiceKeys, signServiceToken, verifyServiceToken, visitor } from '@hg/runtime'
import { afterEach, describe, expect, it } from 'vitest'
import { bodyOf, startServer, type TestServer } from '../test/server.ts'
import { type Door, forward } from './forward.ts'

const keys = await generateServiceKeys()
const userId = '0199aa00-0000-7000-8000-000000000009'
const sessionId = '0199aa00-0000-4000-8000-00000000000a'
const publicUrl = 'https://app.example'
const open: TestServer[] = []
let stopping = new AbortController()
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())))

async function doorTo(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  signedIn: string | null = userId,
): Promise<Door> {
  const server = await startServer(handle)
  open.push(server)
  return {
    publicUrl,
    user: () => Promise.resolve(signedIn === null ? null : { id: signedIn, sessionId }),
    sessionLives: () => Promise.resolve(true),
    baseUrl: () => server.url,
    addressOf: () => '203.0.113.7',
    signToken: (audience, caller) => signServiceToken(keys.privateKey, { issuer: 'frontend', audience, ...caller }),
    logger: createLogger({ service: 'test', level: 'silent' }),
    closing: stopping.signal,
  }
}

function ask(path: string, init: RequestInit = {}): Request {
  return new Request(`${publicUrl}/api/cpm${path}`, init)
}

const jobs = { service: 'cpm', path: ['jobs'] }
const generate = { service: 'cpm', path: ['generate'] }
const post = { method: 'POST', headers: { origin: publicUrl, 'content-type': 'application/json' } }

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return problem.parse(await response.json())
}

describe('the front door', () => {
  it('asks the service as the signed-in user, with a token for that service only', async () => {
    let seen: IncomingMessage | undefined
    const door = await doorTo((request, response) => {
      seen = request
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
    const request = ask('/jobs?status=failed&q=a%20b', {
      headers: {
        cookie: 'secret=1',
        authorization: 'Bearer forged',
        'last-event-id': '7',
        'x-forwarded-for': '1.2.3.4',
      },
    })
    const answer = await forward(request, jobs, door)

    expect(answer.status).toBe(200)
    expect(seen?.url).toBe('/jobs?status=failed&q=a%20b')
    expect(seen?.headers).toMatchObject({ 'last-event-id': '7' })
    expect(seen?.headers).not.toHaveProperty('cookie')
    expect(seen?.headers).not.toHaveProperty('x-forwarded-for')
    const token = (seen?.headers.authorization ?? '').replace('Bearer ', '')
    expect(await verifyServiceToken(keys.publicKey, token, 'cpm')).toMatchObject({
      actor: { kind: 'user', id: userId },
      sessionId,
      address: '203.0.113.7',
    })
    expect(await verifyServiceToken(keys.publicKey, token, 'smm')).toBeNull()
  })

  it('passes body, status, location and idempotency marks through, and no other header', async () => {
    let body = ''
    const door = await doorTo((request, response) => {
      void bodyOf(request).then((text) => {
        body = text
        response
          .writeHead(202, {
            'content-type': 'application/json',
            location: '/jobs/1',
            'idempotency-replayed': 'true',
            'set-cookie': 'a=b',
            server: 'x',
          })
          .end(request.headers['idempotency-key'])
      })
    })
    const headers = { ...post.headers, 'idempotency-key': 'k1', 'x-request-id': 'request-12345' }
    const answer = await forward(ask('/generate', { ...post, headers, body: '{"a":1}' }), generate, door)

    expect(body).toBe('{"a":1}')
    expect(await answer.text()).toBe('k1')
    expect(Object.fromEntries(answer.headers)).toEqual({
      'cache-control': 'no-store, no-transform',
      'content-type': 'application/json',
      'idempotency-replayed': 'true',
      location: '/jobs/1',
      'x-request-id': 'request-12345',
    })
    expect(answer.status).toBe(202)
  })

  it('refuses whoever is not signed in, without asking the service', async () => {
    let asked = 0
    const door = await doorTo((_, response) => {
      asked++
      response.end()
    }, null)
    expect((await problemOf(await forward(ask('/jobs'), jobs, door))).code).toBe('unauthenticated')
    expect(asked).toBe(0)
  })

  it('asks as the visitor where no session is needed, but only from our own pages', async () => {
    let token = ''
    const door = await doorTo((request, response) => {
      token = (request.headers.authorization ?? '').replace('Bearer ', '')
      response.writeHead(202, { 'content-type': 'application/json' }).end('{}')
    }, null)
    const resets = { service: 'smm', path: ['password-resets'] }
    expect((await forward(ask('/', { ...post, body: '{}' }), resets, door)).status).toBe(202)
    expect(await verifyServiceToken(keys.publicKey, token, 'smm')).toMatchObject({
      actor: visitor,
      address: '203.0.113.7',
    })
    token = ''
    expect((await forward(ask('/', { method: 'POST', body: '{}' }), resets, door)).status).toBe(403)
    expect((await forward(ask('/'), resets, door)).status).toBe(401)
    expect(token).toBe('')
  })

  it('asks as the signed-in user also where no session is needed', async () => {
    let token = ''
    const door = await doorTo((request, response) => {
      token = (request.headers.authorization ?? '').replace('Bearer ', '')
      response.writeHead(200).end()
    })
    await forward(ask('/', { ...post, body: '{}' }), { service: 'smm', path: ['invites', 'accept'] }, door)
    expect(await verifyServiceToken(keys.publicKey, token, 'smm')).toMatchObject({ actor: { id: userId } })
  })

  it.each([
    ['without an origin', {}],
    ['from a foreign page', { origin: 'https://evil.example' }],
  ])('refuses a change %s', async (_, headers) => {
    const door = await doorTo((_request, response) => response.end())
    const answer = await forward(ask('/generate', { method: 'POST', headers, body: '{}' }), generate, door)
    expect((await problemOf(answer)).code).toBe('forbidden')
    expect(answer.status).toBe(403)
  })

  it('answers 503 when nobody can say whether the session lives, without asking the service', async () => {
    let asked = 0
    const door = await doorTo((_, response) => {
      asked++
      response.end()
    })
    const answer = await forward(ask('/jobs'), jobs, { ...door, user: () => Promise.reject(new Error('away')) })
    expect([answer.status, (await problemOf(answer)).code, asked]).toEqual([503, 'unavailable', 0])
  })

  it('answers 404 for what is not behind it', async () => {
    const door = await doorTo((_, response) => response.end())
    for (const route of [
      { service: 'cpm', path: ['metrics'] },
      { service: 'im', path: ['generate-prompt'] },
      { service: 'other', path: ['jobs'] },
      { service: 'cpm', path: ['jobs', '..', 'metrics'] },
    ]) {
      expect((await forward(ask('/x'), route, door)).status).toBe(404)
    }
  })

  it('answers 413 for a body over 1 MB', async () => {
    const door = await doorTo((_, response) => response.end())
    const answer = await forward(ask('/generate', { ...post, body: 'x'.repeat(1_048_577) }), generate, door)
    expect((await problemOf(answer)).code).toBe('payload_too_large')
  })

  it('answers 502, not 401, when the service refuses our token: the user is signed in', async () => {
    const door = await doorTo((_, response) => response.writeHead(401).end('{}'))
    const answer = await forward(ask('/jobs'), jobs, door)
    expect([answer.status, (await problemOf(answer)).code]).toEqual([502, 'upstream_failed'])
  })

  it('answers 503 when the service cannot be reached', async () => {
    const door = await doorTo((_, response) => response.end())
    await Promise.all(open.splice(0).map((server) => server.close()))
    const answer = await forward(ask('/jobs'), jobs, door)
    expect(answer.status).toBe(503)
    expect((await problemOf(answer)).code).toBe('unavailable')
  })

  it('hands an event stream on piece by piece, and closes it at the service when the page is left', async () => {
    let response: ServerResponse | undefined
    const door = await doorTo((_, answer) => {
      response = answer
      answer.writeHead(200, { 'content-type': 'text/event-stream' })
      answer.write('data: 1\n\n')
    })
    const page = new AbortController()
    const answer = await forward(ask('/jobs/events', { signal: page.signal }), jobs, door)
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toBe('data: 1\n\n')
    response?.write('data: 2\n\n')
    expect((await reader?.read())?.value).toBe('data: 2\n\n')
    expect(answer.headers.get('cache-control')).toContain('no-transform')

    const closed = response && once(response, 'close')
    page.abort()
    await closed
    await expect(reader?.read()).rejects.toThrow()
  })

  it('ends open streams when the server is told to stop', async () => {
    stopping = new AbortController()
    const door = await doorTo((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n')
    })
    const answer = await forward(ask('/jobs/events'), jobs, door)
    const reader = answer.body?.getReader()
    await reader?.read()
    stopping.abort()
    await expect(reader?.read()).rejects.toThrow()
  })
})
