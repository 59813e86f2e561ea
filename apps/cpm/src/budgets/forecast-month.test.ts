import { describe, expect, it } from 'vitest'
import { forecastMonth } from './forecast-month.ts'

const november = (now: string, timeZone = 'UTC') => ({ month: '2026-11-01', timeZone, now: new Date(now) })

describe('a month’s forecast', () => {
  it.each([
    ['half-way is twice what was spent', '7.5', november('2026-11-16T00:00:00Z'), '15'],
    ['on the first day takes the day for a whole one', '1', november('2026-11-01T00:05:00Z'), '31'],
    ['does not lose small amounts', '0.0026', november('2026-11-26T00:00:00Z'), '0.0031'],
    ['counts days as the client does', '1', november('2026-11-30T23:59:00Z', 'Pacific/Kiritimati'), '1'],
    ['of a month that is over is what it cost', '12.3456', november('2026-12-02T00:00:00Z'), '12.3456'],
    ['of nothing is nothing', '0', november('2026-11-10T00:00:00Z'), '0'],
  ])('%s', (_, spent, at, forecast) => {
    expect(forecastMonth(spent, at)).toBe(forecast)
  })
})
