import { scaleUsd } from '@hg/llm'

/** Below this share of a month, a day's chance would be taken for a month's course. */
const leastShare = 1 / 31

/**
 * What a month will have cost at its end when it goes on as it went so far. The first day counts as a whole one.
 *
 * @param spentUsd what it has cost until now, a decimal string; so is the answer, to a hundredth of a cent
 * @param at.month the month's first day in `timeZone`
 */
export function forecastMonth(spentUsd: string, at: { month: string; timeZone: string; now: Date }): string {
  const local = localParts(at.now, at.timeZone)
  const [year = 0, month = 1] = at.month.split('-').map(Number)
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const isOver = local.year !== year || local.month !== month
  const share = isOver ? 1 : Math.max(leastShare, (local.day - 1 + local.dayShare) / days)
  return scaleUsd(spentUsd, 1 / share, 4)
}

function localParts(now: Date, timeZone: string): { year: number; month: number; day: number; dayShare: number } {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  const parts = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts
  return { year, month, day, dayShare: (hour * 60 + minute) / 1440 }
}
