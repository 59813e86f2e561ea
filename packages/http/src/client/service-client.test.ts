import { type ErrorCode, errorCatalogue } from '@hg/contracts'
import { AppError, type Context, generateServiceKeys } from '@hg/runtime'
import { type Proxy, startProxy, waitFor } from '@hg/testkit'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Service } from '../service-type.ts'
import { buildService, keys } from '../test/test-service.ts'
import { createServiceClient, type ServiceClient } from './service-client.ts'

const context: Context = {
  actor: { kind: 'user', id: '0190a6d8-0000-7000-8000-000000000001' },
  requestId: 'request-1',
  address: '203.0.113.7',
}
const anything = z.unknown()
let app: Service
let proxy: Proxy
let client: ServiceClient
let served: string[]

function connectTo(port: number, more: { timeoutMs?: number; privateKey?: string } = {}): ServiceClient {
  return createServiceClient({
    baseUrl: `http://127.0.0.1:${port}`,
    audience: 'smm',
    issuer: 'cpm',
    privateKey: keys.privateKey,
    ...more,
  })
}

beforeAll(async () => {
  served = []
  app = await buildService({ limits: { perActor: 1e6, perAddress: 1e6 } })
  app.addHook('onRequest', async (request) => {
    served.push(`${request.method} ${request.url}`)
  })
  app.get('/whoami', (request) => request.context)
  const query = z.strictObject({ limit: z.string().optional(), q: z.string().optional() })
  app.post('/echo', { schema: { querystring: query } }, (request) => ({ body: request.body, query: request.query }))
  app.get('/text', (_request, reply) => reply.type('text/plain').send('hello'))
  app.get('/never/:n', () => new Promise(() => undefined))
  app.get('/fail/:code', (request) => {
    const { code } = request.params as { code: ErrorCode }
    throw new AppError(code, 'As it was said there.', {
      fields: [{ path: 'topic', message: 'is wrong' }],
      headers: { 'retry-after': '7' },
    })
  })
  app.get('/cut-once', async (request, reply) => {
    if (served.filter((line) => line === 'GET /cut-once').length > 1) return { fine: true }
    request.socket.destroy()
    return reply.hijack()
  })
  app.post('/cut', (request, reply) => {
    request.socket.destroy()
    reply.hijack()
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  proxy = await startProxy('127.0.0.1', port)
  client = connectTo(port)
})

afterAll(async () => {
  await proxy.close()
  await app.close()
})

describe('a call to another service', () => {
  it('carries the actor, their address and the request id', async () => {
    const schema = z.object({
      actor: z.object({ kind: z.string(), id: z.string() }),
      requestId: z.string(),
      address: z.string(),
    })
    expect(await client.call(context, { method: 'GET', path: '/whoami', response: schema })).toEqual(context)
  })

  it('carries body and query, without what is undefined', async () => {
    const answer = await client.call(context, {
      method: 'POST',
      path: '/echo',
      query: { limit: 5, q: 'a b&c', cursor: undefined },
      body: { topic: 'ü' },
      response: anything,
    })
    expect(answer).toEqual({ body: { topic: 'ü' }, query: { limit: '5', q: 'a b&c' } })
  })

  it.each<[ErrorCode, ErrorCode]>([
    ['invalid_request', 'invalid_request'],
    ['forbidden', 'forbidden'],
    ['not_found', 'not_found'],
    ['conflict', 'conflict'],
    ['template_missing', 'template_missing'],
    ['unavailable', 'unavailable'],
    ['rate_limited', 'unavailable'],
    ['unauthenticated', 'upstream_failed'],
    ['internal', 'upstream_failed'],
  ])('that fails there with %s fails here with %s', async (there, here) => {
    const attempt = client.call(context, { method: 'GET', path: `/fail/${there}`, response: anything })
    const error = (await attempt.catch((thrown: unknown) => thrown)) as AppError
    expect(error).toBeInstanceOf(AppError)
    expect(error.code).toBe(here)
    if (there === here && errorCatalogue[here].status < 500) {
      expect(error).toMatchObject({
        message: 'As it was said there.',
        fields: [{ path: 'topic', message: 'is wrong' }],
      })
    }
    expect(error.headers).toEqual(here === 'unavailable' ? { 'retry-after': '7' } : {})
  })

  it('whose token is not accepted is a fault between the services', async () => {
    const strange = await generateServiceKeys()
    const { port } = app.server.address() as AddressInfo
    const attempt = connectTo(port, strange).call(context, { method: 'GET', path: '/whoami', response: anything })
    await expect(attempt).rejects.toMatchObject({ code: 'upstream_failed' })
  })

  it.each([
    ['another shape', '/whoami', z.object({ items: z.array(z.string()) })],
    ['no JSON', '/text', z.object({})],
  ])('that is answered with %s is upstream_failed', async (_what, path, response) => {
    await expect(client.call(context, { method: 'GET', path, response })).rejects.toMatchObject({
      code: 'upstream_failed',
    })
  })
})

describe('a connection', () => {
  it('that is refused makes the service unavailable, and names no address', async () => {
    await proxy.refuse()
    const attempt = connectTo(proxy.port).call(context, { method: 'GET', path: '/whoami', response: anything })
    const error = (await attempt.catch((thrown: unknown) => thrown)) as AppError
    await proxy.resume()
    expect([error.code, error.message]).toEqual(['unavailable', 'Strategy management is not available right now.'])
  })

  it('that gives no answer in time makes it unavailable', async () => {
    const { port } = app.server.address() as AddressInfo
    const slow = connectTo(port, { timeoutMs: 50 })
    await expect(slow.call(context, { method: 'GET', path: '/never/1', response: anything })).rejects.toMatchObject({
      code: 'unavailable',
    })
  })

  it('that is reset under a GET is tried once more', async () => {
    expect(await client.call(context, { method: 'GET', path: '/cut-once', response: anything })).toEqual({ fine: true })
  })

  it('that is reset under a POST is not', async () => {
    await expect(client.call(context, { method: 'POST', path: '/cut', response: anything })).rejects.toMatchObject({
      code: 'unavailable',
    })
    expect(served.filter((line) => line === 'POST /cut')).toHaveLength(1)
  })

  it('is given up when the caller is gone, with the caller’s reason', async () => {
    const gone = new AbortController()
    const attempt = client.call(context, { method: 'GET', path: '/never/2', response: anything, signal: gone.signal })
    await waitFor(() => served.includes('GET /never/2'))
    gone.abort(new Error('the client left'))
    await expect(attempt).rejects.toThrow('the client left')
  })
})
