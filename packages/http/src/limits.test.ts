import { formatActor, visitor } from '@hg/runtime'
import { createTestRedis, startProxy, waitFor } from '@hg/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectRedis } from './connect-redis.ts'
import type { ServiceOptions } from './create-service.ts'
import type { Service } from './service-type.ts'
import { bearer, buildService, silent } from './test/test-service.ts'

const services: Service[] = []
afterEach(async () => {
  for (const service of services.splice(0)) await service.close()
})

const someone = (n: number) => `user:0190a6d8-0000-7000-8000-00000000000${n}`

async function build(limits: ServiceOptions['limits'], more: Partial<ServiceOptions> = {}): Promise<Service> {
  const service = await buildService({ limits: { perActor: 2, perAddress: 3, ...limits }, ...more })
  service.get('/things', () => ({}))
  service.get('/visit', { config: { visitor: true } }, () => ({}))
  services.push(service)
  return service
}

/** Statuses of `count` calls, one after the other. */
async function statuses(service: Service, count: number, request: object): Promise<number[]> {
  const answers = []
  for (let i = 0; i < count; i++) answers.push((await service.inject({ url: '/things', ...request })).statusCode)
  return answers
}

describe('a person', () => {
  it('is told the limit, and refused beyond it with a time to come back', async () => {
    const service = await build({})
    const headers = await bearer()
    const first = await service.inject({ url: '/things', headers })
    expect(first.headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1' })
    await service.inject({ url: '/things', headers })
    const third = await service.inject({ url: '/things', headers })
    expect([third.statusCode, third.json<{ code: string }>().code]).toEqual([429, 'rate_limited'])
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(third.headers['retry-after'])).toBeLessThanOrEqual(60)
    expect(third.headers['content-type']).toContain('application/problem+json')
  })

  it('is limited alone, not with others behind the same service', async () => {
    const service = await build({})
    for (const n of [1, 2, 3])
      expect(await statuses(service, 2, { headers: await bearer(someone(n)) })).toEqual([200, 200])
    expect(await statuses(service, 1, { headers: await bearer(someone(1)) })).toEqual([429])
  })
})

describe('a visitor', () => {
  it('is counted by the address that was signed, and an IPv6 one by its /64', async () => {
    const service = await build({})
    const visit = async (address: string, url = '/visit') =>
      (await statuses(service, 1, { url, headers: await bearer(formatActor(visitor), 'smm', address) }))[0]
    expect(await visit('2001:db8:1:1::1')).toBe(200)
    expect(await visit('2001:db8:1:1::2')).toBe(200)
    expect(await visit('2001:db8:1:1::3', '/things')).toBe(401)
    expect(await visit('2001:db8:1:1::4')).toBe(429)
    expect(await visit('2001:db8:1:2::1')).toBe(200)
    expect(await visit('198.51.100.1')).toBe(200)
  })
})

describe('a worker', () => {
  it('acting for a client is not limited: its concurrency is', async () => {
    const service = await build({})
    const headers = await bearer('client:0190a6d8-0000-7000-8000-000000000001')
    expect(await statuses(service, 6, { headers })).toEqual([200, 200, 200, 200, 200, 200])
  })
})

describe('an address', () => {
  it('that sends no credentials, wrong tokens or unknown paths is refused in the end', async () => {
    const service = await build({})
    const remoteAddress = '203.0.113.7'
    expect(await statuses(service, 1, { remoteAddress })).toEqual([401])
    expect(await statuses(service, 1, { remoteAddress, headers: { authorization: 'Bearer a.b.c' } })).toEqual([401])
    expect(await statuses(service, 1, { remoteAddress, url: '/nothing' })).toEqual([404])
    expect(await statuses(service, 1, { remoteAddress, headers: { authorization: 'Bearer a.b.c' } })).toEqual([429])
    expect(await statuses(service, 1, { remoteAddress, headers: { authorization: 'Bearer hg_live_x' } })).toEqual([429])
    expect(await statuses(service, 1, { remoteAddress: '203.0.113.8' })).toEqual([401])
  })

  it('may ask for health as often as it likes', async () => {
    const service = await build({})
    expect(await statuses(service, 6, { url: '/health/live' })).toEqual([200, 200, 200, 200, 200, 200])
  })

  it('is the proxy’s word only behind as many proxies as were promised', async () => {
    const forwarded = (remoteAddress: string, n: number) => ({
      remoteAddress,
      headers: { 'x-forwarded-for': `198.51.100.${n}` },
    })
    const direct = await build({})
    for (const n of [1, 2, 3]) await direct.inject({ url: '/things', ...forwarded('10.0.0.2', n) })
    expect(await statuses(direct, 1, forwarded('10.0.0.2', 4))).toEqual([429])

    const behindOne = await build({}, { trustedHops: 1 })
    for (const n of [1, 2, 3]) await behindOne.inject({ url: '/things', ...forwarded('10.0.0.2', n) })
    expect(await statuses(behindOne, 1, forwarded('10.0.0.2', 4))).toEqual([401])
    // Whoever reaches the port past the proxy is counted by the socket.
    for (const n of [1, 2, 3]) await behindOne.inject({ url: '/things', ...forwarded('203.0.113.9', n) })
    expect(await statuses(behindOne, 1, forwarded('203.0.113.9', 4))).toEqual([429])
  })
})

describe('with Redis', () => {
  let testRedis: Awaited<ReturnType<typeof createTestRedis>>
  let proxy: Awaited<ReturnType<typeof startProxy>>
  let redis: ReturnType<typeof connectRedis>

  beforeEach(async () => {
    testRedis = await createTestRedis()
    const address = new URL(testRedis.url)
    proxy = await startProxy(address.hostname, Number(address.port))
    redis = connectRedis(`redis://127.0.0.1:${proxy.port}${address.pathname}`, silent)
    await waitFor(() => redis.status === 'ready')
  })

  afterEach(async () => {
    redis.disconnect()
    await proxy.close()
    await testRedis.release()
  })

  it('processes share a person’s count, count alone while it is away or hangs, and fail no request', async () => {
    const [one, two] = [await build({ redis }), await build({ redis })]
    const headers = await bearer()
    expect(await statuses(one, 1, { headers })).toEqual([200])
    expect(await statuses(two, 2, { headers })).toEqual([200, 429])

    await proxy.refuse()
    const other = await bearer(someone(2))
    expect(await statuses(one, 3, { headers: other })).toEqual([200, 200, 429])

    await proxy.resume()
    await waitFor(() => redis.status === 'ready')
    proxy.pause()
    expect(await statuses(two, 2, { headers: await bearer(someone(3)) })).toEqual([200, 200])
  })

  it('processes share an address’s count, an IPv6 one by its /64, at the same figure while it is away', async () => {
    const [one, two] = [await build({ redis }), await build({ redis })]
    const from = (n: number) => ({ remoteAddress: `2001:db8:1:2::${n}` })
    expect(await statuses(one, 1, from(1))).toEqual([401])
    expect(await statuses(two, 1, from(2))).toEqual([401])
    expect(await statuses(one, 1, from(3))).toEqual([401])
    for (const [n, service] of [one, two].entries()) expect(await statuses(service, 1, from(4 + n))).toEqual([429])
    expect(await statuses(two, 1, { remoteAddress: '2001:db8:1:3::1' })).toEqual([401])

    await proxy.refuse()
    expect(await statuses(one, 4, { remoteAddress: '203.0.113.7' })).toEqual([401, 401, 401, 429])
  })

  it('a flood from one address costs no further round trips', async () => {
    const service = await build({ redis })
    const remoteAddress = '203.0.113.7'
    expect(await statuses(service, 5, { remoteAddress })).toEqual([401, 401, 401, 429, 429])
    await redis.flushdb()
    expect(await statuses(service, 3, { remoteAddress })).toEqual([429, 429, 429])
    expect(await redis.dbsize()).toBe(0)
  })
})
