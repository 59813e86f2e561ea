import { problem } from '@hg/contracts'
import { AppError } from '@hg/runtime'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Service } from './service-type.ts'
import { bearer, buildService } from './test/test-service.ts'

const secret = 'password=hunter2 at db-vps:5432 select * from jobs'
let app: Service

beforeAll(async () => {
  app = await buildService({ limits: { perActor: 1e6, perAddress: 1e6 } })
  const body = z.strictObject({ name: z.string() })
  app.post('/things', { schema: { body, response: { 200: body } } }, (request) => request.body)
  app.get('/things/:id', { schema: { params: z.object({ id: z.uuid() }) } }, (request) => request.params)
  app.get('/whoami', (request) => request.context)
  app.get('/fail', () => Promise.reject(new Error(secret)))
  app.get('/fail-known', () => {
    throw new AppError('unknown_model', 'There is no model x.', { fields: [{ path: 'llm.model', message: 'unknown' }] })
  })
  app.get('/fail-stale', () => {
    throw new AppError('conflict', 'Version 2 is there already.', { stale: { current: { v: 2 }, yours: { v: 1 } } })
  })
  app.get('/fail-database', () => {
    throw Object.assign(new Error(`connect ECONNREFUSED ${secret}`), { code: 'ECONNREFUSED' })
  })
  app.get('/wrong-answer', { schema: { response: { 200: body } } }, () => ({ nome: secret }) as never)
})

afterAll(() => app.close())

async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, rest: object = {}) {
  const answer = await app.inject({ method, url, headers: await bearer(), ...rest })
  return { answer, problem: problem.safeParse(answer.json()).data }
}

async function post(payload: string, contentType?: string) {
  const headers = { ...(await bearer()), ...(contentType ? { 'content-type': contentType } : {}) }
  return call('POST', '/things', { payload, headers })
}

describe('every error', () => {
  it('is a problem with its code, status and request id', async () => {
    const { answer, problem: body } = await call('GET', '/fail-known')
    expect(answer.statusCode).toBe(422)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(body).toEqual({
      type: 'https://hgcontent.com/problems/unknown_model',
      title: 'The model is not in the catalogue',
      status: 422,
      detail: 'There is no model x.',
      code: 'unknown_model',
      request_id: answer.headers['x-request-id'],
      errors: [{ path: 'llm.model', message: 'unknown' }],
    })
  })

  it('of a write based on an old version carries both texts', async () => {
    const { problem: body } = await call('GET', '/fail-stale')
    expect(body).toMatchObject({ status: 409, code: 'conflict', current: { v: 2 }, yours: { v: 1 } })
  })

  it.each([
    ['an unknown path', 404, 'not_found', () => call('GET', '/nothing/here')],
    ['another method on a known path', 405, 'method_not_allowed', () => call('DELETE', '/things')],
    ['another method on a path with an id', 405, 'method_not_allowed', () => call('PUT', '/things/5?x=1')],
    ['a path that is no URL', 400, 'invalid_request', () => call('GET', '/%zz')],
    ['a body that is not JSON', 400, 'invalid_request', () => post('{"name":', 'application/json')],
    ['an empty JSON body', 400, 'invalid_request', () => post('', 'application/json')],
    ['a body that reaches for prototypes', 400, 'invalid_request', () => post('{"__proto__":1}', 'application/json')],
    ['a body of another type', 415, 'unsupported_media_type', () => post('name', 'text/plain')],
    ['a form', 415, 'unsupported_media_type', () => post('name=x', 'application/x-www-form-urlencoded')],
    ['no body at all', 400, 'invalid_request', () => call('POST', '/things')],
    ['a body over 1 MB', 413, 'payload_too_large', () => post(`"${'x'.repeat(1024 * 1024)}"`, 'application/json')],
    ['an unknown property', 400, 'invalid_request', () => post('{"name":"a","more":1}', 'application/json')],
    ['an id that is none', 400, 'invalid_request', () => call('GET', '/things/5')],
    ['a database that is away', 503, 'unavailable', () => call('GET', '/fail-database')],
    ['a fault of ours', 500, 'internal', () => call('GET', '/fail')],
    ['an answer of ours that breaks its contract', 500, 'internal', () => call('GET', '/wrong-answer')],
  ])('of %s is %i', async (_what, status, code, send) => {
    const { answer, problem: body } = await send()
    expect([answer.statusCode, body?.status, body?.code]).toEqual([status, status, code])
    expect(body?.request_id).toBe(answer.headers['x-request-id'])
    expect(answer.body).not.toMatch(/hunter2|db-vps|select|node:|\.ts\b/)
  })

  it('of bytes that are not HTTP is one too', async () => {
    await app.listen({ host: '127.0.0.1', port: 0 })
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
    socket.end('GET / HTTP/1.1\r\nhost\r\n\r\n')
    const [head, body] = (await text(socket)).split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json/s)
    expect(problem.parse(JSON.parse(body ?? ''))).toMatchObject({ code: 'invalid_request', status: 400 })
  })

  it('of a wrong method says which are right', async () => {
    const { answer } = await call('DELETE', '/things/5')
    expect(answer.headers.allow).toBe('GET, HEAD')
  })
})

describe('request ids', () => {
  it('come in, and go out again', async () => {
    const { answer } = await call('GET', '/nothing', { headers: { 'x-request-id': 'order-7.b_C' } })
    expect(answer.headers['x-request-id']).toBe('order-7.b_C')
    expect(answer.json<{ request_id: string }>().request_id).toBe('order-7.b_C')
  })

  it.each([
    ['with spaces', 'a b'],
    ['that would break a log line', 'a"b'],
    ['too long', 'a'.repeat(101)],
    ['empty', ''],
  ])('%s are replaced by one of ours', async (_what, given) => {
    const { answer } = await call('GET', '/nothing', { headers: { 'x-request-id': given } })
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('reach the verbs', async () => {
    const { answer } = await call('GET', '/whoami', { headers: { ...(await bearer()), 'x-request-id': 'r1' } })
    expect(answer.json()).toEqual({
      actor: { kind: 'user', id: '0190a6d8-0000-7000-8000-000000000001' },
      requestId: 'r1',
      address: '127.0.0.1',
    })
  })
})

describe('pages of other origins', () => {
  const preflight = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }

  it('may call only when they are configured, credentials or not', async () => {
    const service = await buildService({ corsOrigins: ['https://tools.example'] })
    service.post('/things', () => ({}))
    const ask = (origin: string) =>
      service.inject({ method: 'OPTIONS', url: '/things', headers: { origin, ...preflight } })
    const [known, strange] = [await ask('https://tools.example'), await ask('https://evil.example')]
    expect([known.statusCode, known.headers['access-control-allow-origin']]).toEqual([204, 'https://tools.example'])
    expect(strange.headers['access-control-allow-origin']).not.toBe('https://evil.example')
    const headers = { origin: 'https://tools.example' }
    expect((await service.inject({ method: 'POST', url: '/things', headers })).statusCode).toBe(401)
    await service.close()
  })

  it('may call nothing by default', async () => {
    const headers = { origin: 'https://tools.example', ...preflight }
    const answer = await app.inject({ method: 'OPTIONS', url: '/things', headers })
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
  })
})
