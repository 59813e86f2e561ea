import { health, type Health } from '@hg/contracts'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ServiceOptions } from '../create-service.ts'
import type { Service } from '../service-type.ts'
import { recordingLogger } from '../test/recording-logger.ts'
import { bearer, buildService, user } from '../test/test-service.ts'
import { overallState } from './health.ts'

let app: Service
afterEach(() => app.close())

async function build(options: Partial<ServiceOptions> = {}): Promise<Service> {
  app = await buildService(options)
  const querystring = z.strictObject({ q: z.string().optional() })
  app.get('/things/:id', { schema: { querystring } }, (request) => {
    if ((request.params as { id: string }).id === 'bad') throw new Error('broken inside')
    return {}
  })
  return app
}

describe('the access log', () => {
  it('has one line per request with its fields, and no query', async () => {
    const { logger, lines } = recordingLogger()
    await build({ logger })
    await app.inject({ url: '/things/7?q=private', headers: { ...(await bearer()), 'x-request-id': 'r7' } })
    expect(lines).toEqual([
      expect.objectContaining({
        msg: 'request served',
        requestId: 'r7',
        method: 'GET',
        path: '/things/7',
        route: '/things/:id',
        status: 200,
        actor: user,
      }),
    ])
    expect(JSON.stringify(lines)).not.toContain('private')
  })

  it('has a failure’s stack under the request’s id, which the answer has not', async () => {
    const { logger, lines } = recordingLogger()
    await build({ logger })
    const answer = await app.inject({ url: '/things/bad', headers: { ...(await bearer()), 'x-request-id': 'r8' } })
    expect(lines[0]).toMatchObject({
      msg: 'request failed',
      requestId: 'r8',
      err: { message: 'broken inside', stack: expect.stringContaining('observability.test') as string },
    })
    expect(answer.json()).not.toHaveProperty('detail')
  })

  it('is silent about probes', async () => {
    const { logger, lines } = recordingLogger()
    await build({ logger })
    await app.inject('/health/live')
    await app.inject('/metrics')
    expect(lines).toEqual([])
  })
})

describe('/metrics', () => {
  it('counts requests by route template, method and status', async () => {
    await build()
    for (const id of ['1', '2']) await app.inject({ url: `/things/${id}`, headers: await bearer() })
    const { body } = await app.inject('/metrics')
    expect(body).toContain('http_requests_total{method="GET",route="/things/:id",status="200",service="test"} 2')
    expect(body).toContain(
      'http_request_duration_seconds_count{service="test",method="GET",route="/things/:id",status="200"} 2',
    )
    expect(body).toContain('process_resident_memory_bytes')
  })

  it.each([
    ['came through a proxy', '127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }],
    ['came through Cloudflare', '10.0.0.5', { 'cf-connecting-ip': '10.0.0.1' }],
    ['comes from a public address', '203.0.113.9', {}],
    ['comes from a public IPv6 address', '2001:db8::1', {}],
  ])('does not exist for a request that %s', async (_what, remoteAddress, headers) => {
    await build()
    const answer = await app.inject({ url: '/metrics', remoteAddress, headers })
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, 'not_found'])
  })

  it.each(['10.1.2.3', '172.18.0.4', '192.168.1.9', '::1', '::ffff:10.1.2.3', 'fd00::7'])(
    'answers %s, straight from the own network',
    async (remoteAddress) => {
      await build()
      expect((await app.inject({ url: '/metrics', remoteAddress })).statusCode).toBe(200)
    },
  )
})

describe('/health', () => {
  it('says what works, with the version', async () => {
    await build({ health: { database: () => Promise.resolve(), externalApis: () => ({ openai: 'healthy' }) } })
    const answer = await app.inject('/health')
    expect([answer.statusCode, health.parse(answer.json())]).toEqual([
      200,
      expect.objectContaining({
        status: 'healthy',
        version: '1.2.3',
        services: { database: 'healthy', redis: 'not_configured', external_apis: { openai: 'healthy' } },
      }),
    ])
  })

  it('is 503 without the database, and /health/live still answers', async () => {
    await build({ health: { database: () => Promise.reject(new Error('db-vps is away')) } })
    const answer = await app.inject('/health')
    expect([answer.statusCode, answer.json<Health>().status]).toEqual([503, 'unhealthy'])
    expect(answer.body).not.toContain('db-vps')
    expect((await app.inject('/health/live')).statusCode).toBe(200)
  })

  it('does not wait for a check that never ends, and checks once for many who ask', async () => {
    let checks = 0
    await build({
      health: {
        patienceMs: 50,
        database: () => {
          checks++
          return new Promise(() => undefined)
        },
      },
    })
    const answers = await Promise.all([app.inject('/health'), app.inject('/health'), app.inject('/health')])
    expect(answers.map((answer) => answer.statusCode)).toEqual([503, 503, 503])
    expect(checks).toBe(1)
  })

  it.each<[Health['status'], Health['services']]>([
    ['healthy', { database: 'healthy', redis: 'healthy', external_apis: {} }],
    ['healthy', { database: 'healthy', redis: 'not_configured', external_apis: { groq: 'not_configured' } }],
    ['degraded', { database: 'healthy', redis: 'unhealthy', external_apis: {} }],
    ['degraded', { database: 'healthy', redis: 'healthy', external_apis: { openai: 'unhealthy', groq: 'healthy' } }],
    ['degraded', { database: 'healthy', redis: 'healthy', external_apis: { openai: 'degraded' } }],
    ['unhealthy', { database: 'unhealthy', redis: 'healthy', external_apis: {} }],
  ])('is %s for %j', async (status, services) => {
    await build()
    expect(overallState(services)).toBe(status)
  })
})
