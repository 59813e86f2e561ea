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
  const [known, strange] = ['https://tools.example', 'https://evil.example']
  const asked = { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization,x-evil' }

  async function withOrigins(corsOrigins: string[]) {
    const service = await buildService({ corsOrigins })
    service.put('/things', () => ({}))
    return service
  }

  it('may call when they are configured, with a token, and read our headers', async () => {
    const service = await withOrigins([known, 'http://localhost:5173'])
    const preflight = await service.inject({ method: 'OPTIONS', url: '/things', headers: { origin: known, ...asked } })
    expect(preflight.statusCode).toBe(204)
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': known,
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': 'authorization, content-type, idempotency-key, last-event-id, x-request-id',
      'access-control-max-age': '600',
      vary: 'Origin',
    })
    expect(preflight.headers).not.toHaveProperty('access-control-allow-credentials')
    const answer = await service.inject({ method: 'PUT', url: '/things', headers: { origin: known } })
    expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([401, known])
    expect(answer.headers['access-control-expose-headers']).toContain('x-request-id')
    await service.close()
  })

  it.each([
    strange,
    'null',
    'https://tools.example.evil.example',
    'https://tools.example:8443',
    'http://tools.example',
    'https://TOOLS.example',
    'https://tools.example/',
  ])('get no permission as %s', async (origin) => {
    const service = await withOrigins([known])
    for (const method of ['OPTIONS', 'PUT'] as const) {
      const answer = await service.inject({ method, url: '/things', headers: { origin, ...asked } })
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
      expect(answer.headers.vary).toContain('Origin')
    }
    await service.close()
  })

  it.each([
    '*',
    'null',
    'https://*.example',
    'https://tools.example/',
    'https://tools.example/app',
    'tools.example',
    '',
  ])('cannot be configured as %j', async (origin) => {
    await expect(buildService({ corsOrigins: [known, origin] })).rejects.toThrow(/not an origin/)
  })

  it('may call nothing by default', async () => {
    for (const method of ['OPTIONS', 'GET'] as const) {
      const answer = await app.inject({ method, url: '/things', headers: { origin: known, ...asked } })
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
  })
})

describe('what a browser may do with an answer', () => {
  it.each([
    ['an answer', '/whoami', 200],
    ['a refusal', '/fail-known', 422],
    ['what does not exist', '/nothing', 404],
    ['the description', '/openapi.json', 200],
  ])('is the same for %s: nothing', async (_what, url, status) => {
    const answer = await app.inject({ url, headers: await bearer() })
    expect(answer.statusCode).toBe(status)
    expect(answer.headers).toMatchObject({
      'content-security-policy': "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    expect(answer.headers).not.toHaveProperty('x-powered-by')
    expect(answer.headers).not.toHaveProperty('server')
  })

  it('is never kept by caches when a caller is known', async () => {
    expect((await app.inject({ url: '/whoami', headers: await bearer() })).headers['cache-control']).toBe('no-store')
    expect((await app.inject('/whoami')).headers['cache-control']).toBe('no-store')
  })
})

describe('the address of a caller', () => {
  const forwarded = (chain: string, remoteAddress = '10.0.0.2') => ({
    remoteAddress,
    headers: { 'x-forwarded-for': chain },
  })

  async function addressBehind(trustedHops: number, request: { remoteAddress: string; headers: object }) {
    const service = await buildService({ trustedHops })
    service.get('/whoami', (asked) => asked.context.address)
    const { remoteAddress } = request
    const headers = { ...request.headers, ...(await bearer()) }
    const answer = await service.inject({ url: '/whoami', remoteAddress, headers })
    await service.close()
    return answer.body
  }

  it.each<[string, number, { remoteAddress: string; headers: object }, string]>([
    ['the socket’s, without proxies', 0, forwarded('6.6.6.6', '203.0.113.9'), '203.0.113.9'],
    ['the socket’s, in one spelling', 0, forwarded('6.6.6.6', '::ffff:203.0.113.9'), '203.0.113.9'],
    ['what the proxy was told', 1, forwarded('198.51.100.1'), '198.51.100.1'],
    ['not what a caller told the proxy', 1, forwarded('6.6.6.6, 198.51.100.1'), '198.51.100.1'],
    [
      'not what a caller told the first of two proxies',
      2,
      forwarded('6.6.6.6,198.51.100.1,172.70.0.1'),
      '198.51.100.1',
    ],
    ['the socket’s, past the proxy', 1, forwarded('6.6.6.6', '203.0.113.9'), '203.0.113.9'],
    ['the proxy’s, when it was told nonsense', 1, forwarded('x"; drop'), '10.0.0.2'],
    ['written in one way', 1, forwarded('2001:DB8:0::7'), '2001:db8::7'],
  ])('is %s', async (_what, hops, request, expected) => {
    expect(await addressBehind(hops, request)).toBe(expected)
  })
})
