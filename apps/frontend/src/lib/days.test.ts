import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endOfDay, startOfDay, toDay } from './days.ts'

describe('days where clocks change', () => {
  const zone = process.env.TZ
  beforeAll(() => {
    process.env.TZ = 'America/New_York'
  })
  afterAll(() => {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  })

  it('begin and end at midnight of the reader', () => {
    expect([startOfDay('2026-03-08'), endOfDay('2026-03-08')]).toEqual([
      '2026-03-08T05:00:00.000Z',
      '2026-03-09T04:00:00.000Z',
    ])
    expect([startOfDay('2026-11-01'), endOfDay('2026-11-01')]).toEqual([
      '2026-11-01T04:00:00.000Z',
      '2026-11-02T05:00:00.000Z',
    ])
  })

  it('are those of the reader', () => {
    expect(toDay('2026-03-09T03:59:59Z')).toBe('2026-03-08')
    expect(toDay(startOfDay('2026-12-31') ?? '')).toBe('2026-12-31')
  })
})

it('what is no day is none', () => {
  expect([startOfDay(''), endOfDay('31.12.2026')]).toEqual([null, null])
})
