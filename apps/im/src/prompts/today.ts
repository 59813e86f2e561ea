/** The day that a piece was asked for, where its client is; in English. */
export interface DayContext {
  year: number
  /** Its name. */
  month: string
  day: number
  weekday: string
  /** Such as `November 26, 2026`. */
  long: string
}

/**
 * A moment as a day of a time zone, UTC where it is no zone: `today` as `2026-11-26`, and `date` in words. Pure: a piece that is
 * tried again next week still has the day that it was asked for.
 */
export function dayOf(moment: Date, timeZone = 'UTC'): { today: string; date: DayContext } {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  const [year, day, month, weekday] = [Number(part('year')), Number(part('day')), part('month'), part('weekday')]
  const number = months.indexOf(month) + 1
  const padded = (figure: number, length = 2) => String(figure).padStart(length, '0')
  return {
    today: `${padded(year, 4)}-${padded(number)}-${padded(day)}`,
    date: { year, month, day, weekday, long: `${month} ${day}, ${year}` },
  }
}

const months = Array.from({ length: 12 }, (_, index) =>
  new Date(Date.UTC(2000, index, 15)).toLocaleString('en-US', { month: 'long', timeZone: 'UTC' }),
)

const formats = new Map<string, Intl.DateTimeFormat>()
/** As many as there are zones, at most. */
const mostFormats = 600

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const shape = { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' } as const
  let made: Intl.DateTimeFormat
  try {
    made = new Intl.DateTimeFormat('en-US', { ...shape, timeZone })
  } catch {
    return formatOf('UTC')
  }
  if (formats.size < mostFormats) formats.set(timeZone, made)
  return made
}
