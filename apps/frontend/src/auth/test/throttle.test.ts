import { createTestRedis, startProxy, type TestRedis } from '@hg/testkit'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Attempt, createThrottle, limits, type Throttle, ThrottledError } from '../throttle.ts'

let shared: TestRedis
const connections: Redis[] = []

beforeAll(async () => {
  shared = await createTestRedis()
})
afterAll(async () => {
  for (const connection of connections) connection.disconnect()
  await shared.release()
})

function connect(url = shared.url): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: 0, commandTimeout: 1000 })
  redis.on('error', () => undefined)
  connections.push(redis)
  return redis
}

let installation = 0
/** A throttle whose counts are its own. */
const inRedis = () => createThrottle({ secret: `secret ${installation++}`, redis: connect() })
const inMemory = () => createThrottle({ secret: 'secret' })

const stranger = (over: Partial<Attempt> = {}): Attempt => ({
  account: 'ada@example.com',
  address: '198.51.100.7',
  deviceId: null,
  ...over,
})

/** Tries until it is refused; how many got through. */
async function failUntilRefused(throttle: Throttle, attempt: (n: number) => Attempt, most = 1000): Promise<number> {
  for (let n = 0; n < most; n++) {
    const refused = await throttle.count(attempt(n)).then(
      () => false,
      (error: unknown) => {
        if (error instanceof ThrottledError) return true
        throw error
      },
    )
    if (refused) return n
  }
  return most
}

describe.each([
  ['in Redis', inRedis],
  ['in memory', inMemory],
])('attempts to sign in, counted %s,', (_, create) => {
  it('stop for one account from one address', async () => {
    const throttle = create()
    expect(await failUntilRefused(throttle, () => stranger())).toBe(limits.pair.points)
    await expect(throttle.count(stranger())).rejects.toMatchObject({
      retryAfterSeconds: expect.toSatisfy(
        (seconds: number) => seconds > 0 && seconds <= limits.pair.duration,
      ) as number,
    })
    await throttle.count(stranger({ address: '198.51.100.8' }))
    await throttle.count(stranger({ account: 'eve@example.com' }))
  })

  it('stop for one address over all accounts, an IPv6 network being one address', async () => {
    const throttle = create()
    const from = (n: number) =>
      stranger({ account: `person-${n}@example.com`, address: `2001:db8:0:7::${n.toString(16)}` })
    expect(await failUntilRefused(throttle, from)).toBe(limits.address.points)
    await throttle.count(stranger({ address: '2001:db8:0:8::1' }))
  })

  it('stop for one account from unknown devices everywhere, and a known one gets in all the same', async () => {
    const throttle = create()
    const everywhere = (n: number) => stranger({ address: `203.0.113.${n}` })
    expect(await failUntilRefused(throttle, everywhere)).toBe(limits.account.points)
    await throttle.count(stranger({ deviceId: 'owner', address: '192.0.2.1' }))
  })

  it('of a stranger at the owner’s own address never lock a known device out', async () => {
    const throttle = create()
    await failUntilRefused(throttle, () => stranger())
    await failUntilRefused(throttle, (n) => stranger({ account: `person-${n}@example.com` }))
    for (let n = 0; n < 5; n++) await (await throttle.count(stranger({ deviceId: 'owner' }))).forgive()
  })

  it('on a known device stop too, and it is then one like any other', async () => {
    const throttle = create()
    const device = () => stranger({ deviceId: 'stolen' })
    expect(await failUntilRefused(throttle, device)).toBe(limits.device.points + limits.pair.points)
    await throttle.count(stranger({ deviceId: 'owner' }))
  })

  it('that succeed are given back', async () => {
    const throttle = create()
    for (let n = 0; n < 200; n++) await (await throttle.count(stranger())).forgive()
    expect(await failUntilRefused(throttle, () => stranger())).toBe(limits.pair.points)
  })

  it('made at once are counted one by one', async () => {
    const throttle = create()
    const all = await Promise.allSettled(Array.from({ length: 50 }, () => throttle.count(stranger())))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(limits.pair.points)
  })

  it('are counted together where no address is known', async () => {
    const throttle = create()
    expect(await failUntilRefused(throttle, () => stranger({ address: null }))).toBe(limits.pair.points)
  })

  it('by codes stop for the day, wherever they come from', async () => {
    const throttle = create()
    let taken = 0
    for (let n = 0; n < 50; n++)
      await throttle.countCode(stranger({ address: `203.0.113.${n}` })).then(
        () => taken++,
        () => undefined,
      )
    expect(taken).toBe(limits.code.points)
    await throttle.countCode(stranger({ deviceId: 'owner' }))
  })
})

describe('the shared counts', () => {
  it('hold for all processes', async () => {
    const secret = `secret ${installation++}`
    const [one, other] = [connect(), connect()].map((redis) => createThrottle({ secret, redis })) as [
      Throttle,
      Throttle,
    ]
    expect(await failUntilRefused(one, () => stranger())).toBe(limits.pair.points)
    await expect(other.count(stranger())).rejects.toBeInstanceOf(ThrottledError)
  })

  it('name neither accounts nor addresses', async () => {
    await failUntilRefused(inRedis(), () => stranger({ deviceId: 'my-device' }))
    const keys = (await connect().keys('hg:sign-in:*')).join()
    expect(keys.length).toBeGreaterThan(0)
    for (const part of ['ada', 'example', '198.51', 'my-device', 'unknown']) expect(keys).not.toContain(part)
  })

  it('that cannot be reached let nobody in, and count again when they are back', async () => {
    const { hostname, port } = new URL(shared.url)
    const proxy = await startProxy(hostname, Number(port))
    const url = new URL(shared.url)
    url.port = String(proxy.port)
    const throttle = createThrottle({ secret: `secret ${installation++}`, redis: connect(url.href) })
    try {
      await throttle.count(stranger())
      await proxy.refuse()
      for (let n = 0; n < 3; n++) {
        const error: unknown = await throttle
          .count(stranger({ deviceId: 'owner' }))
          .catch((refusal: unknown) => refusal)
        expect(error).toBeInstanceOf(Error)
        expect(error).not.toBeInstanceOf(ThrottledError)
      }
      await proxy.resume()
      await expect
        .poll(
          () =>
            throttle.count(stranger()).then(
              () => true,
              () => false,
            ),
          { timeout: 20_000 },
        )
        .toBe(true)
    } finally {
      await proxy.close()
    }
  })
})
