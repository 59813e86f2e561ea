import { describe, expect, it } from 'vitest'
import { decideDelivery, decideDisabling, patienceMs, waitsMs } from './next-attempt.ts'
import { requireTarget } from './target.ts'
import { waitAsked } from './wait-asked.ts'

const at = new Date('2026-03-01T12:00:00Z')
const after = (ms: number) => new Date(at.getTime() + ms)

describe('after a try', () => {
  it.each([
    [200, 1, 'delivered'],
    [204, 9, 'delivered'],
    [302, 1, 'pending'],
    [400, 1, 'pending'],
    [429, 3, 'pending'],
    [503, 9, 'pending'],
    [null, 1, 'pending'],
    [503, 10, 'failed'],
    [null, 10, 'failed'],
    [410, 1, 'failed'],
  ] as const)('that met %s, the try number %i, a delivery is %s', (status, number, expected) => {
    expect(decideDelivery({ status, number, at }, 0).status).toBe(expected)
  })

  it('the waits grow, are spread by a fifth at most, and end after three days', () => {
    const next = (number: number, random: number) => {
      const verdict = decideDelivery({ status: 500, number, at }, random)
      return verdict.status === 'pending' ? verdict.nextAttemptAt.getTime() - at.getTime() : null
    }
    expect(next(1, 0)).toBe(5000)
    expect(next(1, 0.999)).toBeLessThan(6000)
    expect(waitsMs).toEqual([...waitsMs].sort((a, b) => a - b))
    expect(waitsMs.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(72 * 3_600_000)
    expect(next(10, 0)).toBeNull()
  })

  it('a receiver that asks to be left alone for longer is, and no wait gets shorter for it', () => {
    const next = (waitMs: number) => decideDelivery({ status: 429, number: 1, at, waitMs }, 0)
    expect(next(90_000)).toEqual({ status: 'pending', nextAttemptAt: after(90_000) })
    expect(next(1000)).toEqual({ status: 'pending', nextAttemptAt: after(5000) })
  })

  it.each([
    [undefined, 0],
    ['120', 120_000],
    ['Sun, 01 Mar 2026 12:01:30 GMT', 90_000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
    ['soon', 0],
    ['86400000', 6 * 3_600_000],
  ])('with Retry-After %s asks to wait for %i ms', (asked, expected) => {
    expect(waitAsked(asked === undefined ? {} : { 'retry-after': asked }, at.getTime())).toBe(expected)
  })

  it.each([
    [410, null, at, 'gone'],
    [500, at, after(patienceMs - 1), null],
    [500, at, after(patienceMs), 'failing'],
    [null, at, after(patienceMs), 'failing'],
    [500, null, at, null],
  ] as const)('that met %s, a webhook failing since %s is switched off at %s: %s', (status, since, now, expected) => {
    expect(decideDisabling(status, since, now)).toBe(expected)
  })
})

describe('an address', () => {
  const messageFor = (url: string): string => {
    try {
      requireTarget({ allowPrivate: false }, new URL(url).href, 'url')
      return 'taken'
    } catch (error) {
      return (error as { fields: { path: string; message: string }[] }).fields.map((f) => f.message).join()
    }
  }

  it.each(['https://hooks.example.com/x', 'https://93.184.216.34/', 'https://[2606:2800:220:1::1]/'])(
    'is taken: %s',
    (url) => {
      expect(messageFor(url)).toBe('taken')
    },
  )

  it.each([
    'https://localhost/',
    'https://db/',
    'https://db.internal/',
    'https://printer.local./',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://10.1.2.3/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[::10.0.0.1]/',
    'https://[fd00::1]/',
    'https://100.64.0.1/',
  ])('of an inner network is refused: %s', (url) => {
    expect(messageFor(url)).toBe('must be a public address')
  })

  it('without https is refused', () => {
    expect(messageFor('http://hooks.example.com/')).toBe('must be an https address')
  })
})
