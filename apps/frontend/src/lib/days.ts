/** The day of a moment in the reader's time zone, as date fields hold it: `2026-11-23`. */
export function toDay(timestamp: string): string {
  const moment = new Date(timestamp)
  const part = (value: number, digits = 2) => String(value).padStart(digits, '0')
  return `${part(moment.getFullYear(), 4)}-${part(moment.getMonth() + 1)}-${part(moment.getDate())}`
}

/** The minute of a moment in the reader's time zone, as fields for moments hold it: `2026-11-23T09:30`. */
export function toLocalMinute(timestamp: string): string {
  const moment = new Date(timestamp)
  const part = (value: number) => String(value).padStart(2, '0')
  return `${toDay(timestamp)}T${part(moment.getHours())}:${part(moment.getMinutes())}`
}

/** The first moment of a day in the reader's time zone, as ISO 8601 in UTC; null for what is no day. */
export function startOfDay(day: string): string | null {
  return momentOf(day, 0)
}

/** The first moment after a day: "until the 5th" ends when the 6th begins. */
export function endOfDay(day: string): string | null {
  return momentOf(day, 1)
}

function momentOf(day: string, plusDays: number): string | null {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? []
  if (year === undefined || month === undefined || date === undefined) return null
  // By the calendar, not by 24 hours: days on which clocks change are longer or shorter.
  const moment = new Date(Number(year), Number(month) - 1, Number(date) + plusDays)
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString()
}
