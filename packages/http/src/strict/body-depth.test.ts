import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Service } from '../service-type.ts'
import { bearer, buildService } from '../test/test-service.ts'
import { findTooDeep } from './body-depth.ts'

function nested(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { a: value }
  return value
}

describe('how deep a body is nested', () => {
  it.each<[string, unknown, number, string | null]>([
    ['nothing', undefined, 1, null],
    ['a number', 1, 1, null],
    ['an empty object', {}, 1, null],
    ['an object in an object', { a: {} }, 1, 'a'],
    ['an object within the limit', { a: { b: [1] } }, 3, null],
    ['a list too deep, behind what is not', { a: [1, { b: 2 }], c: { d: [[]] } }, 3, 'c.d.0'],
    ['the first of several', { a: { b: {} }, c: { d: {} } }, 2, 'a.b'],
    ['32 levels', nested(32), 32, null],
    ['33 levels', nested(33), 32, Array.from({ length: 32 }, (_, n) => (n % 2 ? '0' : 'a')).join('.')],
  ])('%s', (_what, value, limit, path) => {
    expect(findTooDeep(value, limit)).toBe(path)
  })

  it('is found whatever the depth, and long keys are cut', () => {
    expect(findTooDeep(nested(1_000_000), 32)).toBeTypeOf('string')
    expect(findTooDeep({ ['k'.repeat(1000)]: {} }, 1)).toBe('k'.repeat(60))
  })
})

describe('a service', () => {
  let app: Service
  beforeAll(async () => {
    app = await buildService({ bodyDepthLimit: 4 })
    app.post('/things', { schema: { body: z.strictObject({ any: z.unknown() }) } }, (request) => request.body)
  })
  afterAll(() => app.close())

  async function post(payload: string) {
    const headers = { ...(await bearer()), 'content-type': 'application/json' }
    return app.inject({ method: 'POST', url: '/things', headers, payload })
  }

  it('takes what is nested within its limit', async () => {
    expect((await post('{"any":[[[1]]]}')).statusCode).toBe(200)
  })

  it('refuses what is nested deeper with 400, and names the place', async () => {
    const answer = await post('{"any":[0,{"b":[[1]]}]}')
    expect([answer.statusCode, answer.json()]).toEqual([
      400,
      expect.objectContaining({
        code: 'invalid_request',
        errors: [{ path: 'any.1.b.0', message: 'is nested more than 4 levels deep' }],
      }),
    ])
  })

  it.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('refuses as much as fits into a body of nothing but %s', async (_what, open, close) => {
    const levels = Math.floor((1024 * 1024 - 20) / (open.length + close.length))
    const answer = await post(`{"any":${open.repeat(levels)}${open === '[' ? '' : '1'}${close.repeat(levels)}}`)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ errors: [{ message: 'is nested more than 4 levels deep' }] })
    expect((await app.inject('/health/live')).statusCode).toBe(200)
  })
})
