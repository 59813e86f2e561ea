import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Service } from '../service-type.ts'
import { bearer, buildService } from '../test/test-service.ts'

let app: Service
beforeAll(async () => {
  app = await buildService()
  app.get('/plain', () => ({}))
  app.get('/open', { config: { public: true } }, () => ({}))
  app.get(
    '/list',
    { schema: { querystring: z.strictObject({ limit: z.coerce.number().optional() }) } },
    (request) => request.query,
  )
})
afterAll(() => app.close())

const ask = async (url: string, method: 'GET' | 'POST' = 'GET') => app.inject({ method, url, headers: await bearer() })

describe('a query', () => {
  it.each([
    ['/list?limit=5&more=1', ['query.more']],
    ['/plain?a=1&b=2', ['query.a', 'query.b']],
    ['/plain?__proto__=1', ['query.__proto__']],
  ])('with keys that are not known is refused: %s', async (url, paths) => {
    const answer = await ask(url)
    expect(answer.statusCode).toBe(400)
    expect(answer.json<{ errors: { path: string }[] }>().errors.map(({ path }) => path)).toEqual(paths)
  })

  it('of known keys, or none, is taken', async () => {
    for (const url of ['/list?limit=5', '/list', '/plain', '/plain?'])
      expect([url, (await ask(url)).statusCode]).toEqual([url, 200])
  })

  it('with one key twice is not a list by chance', async () => {
    expect((await ask('/list?limit=5&limit=6')).statusCode).toBe(400)
  })

  it('may stand on the address of a probe or another open route, and of what does not exist', async () => {
    expect((await ask('/open?t=1')).statusCode).toBe(200)
    expect((await ask('/nothing?t=1')).statusCode).toBe(404)
  })
})

describe('a route', () => {
  it.each([
    ['an object', z.object({ a: z.string() })],
    ['a loose object', z.looseObject({ a: z.string() })],
    ['one of several', z.union([z.strictObject({ a: z.string() }), z.object({ b: z.string() })])],
    ['a transformed object', z.object({ a: z.string() }).transform(({ a }) => a)],
    ['an object that may be left out', z.object({ a: z.string() }).optional()],
  ])('whose body or query is %s that would drop unknown properties cannot be added', async (_what, schema) => {
    for (const part of ['body', 'querystring']) {
      const service = await buildService()
      expect(() => service.post('/x', { schema: { [part]: schema } }, () => ({}))).toThrow(/z\.strictObject/)
      await service.close()
    }
  })
})
