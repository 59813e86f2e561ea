const dash = '–'

/**
 * A cost in US dollars, with digits that stand one under the other: four below a dollar, two from there on; what would
 * round to nothing is `<$0.0001`. `null` is a dash. Works on the text: money is never a float.
 */
export function formatUsd(amount: string | null | undefined): string {
  if (amount === null || amount === undefined) return dash
  const [whole = '0', fraction = ''] = amount.split('.')
  if (!/[1-9]/.test(amount)) return '$0.00'
  const { units, rest } = roundDecimal(whole, fraction, /[1-9]/.test(whole) ? 2 : 4)
  return /[1-9]/.test(units + rest) ? `$${groupThousands(units)}.${rest}` : '<$0.0001'
}

/** A price in US dollars with all its digits, two at least: `$3.00`, `$0.075`. */
export function formatPrice(amount: string): string {
  const [whole = '0', fraction = ''] = amount.split('.')
  return `$${groupThousands(whole)}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`
}

/** An amount with all its digits, six decimals at least, so that sums can be followed: `$0.012330`. */
export function formatExactUsd(amount: string): string {
  const [whole = '0', fraction = ''] = amount.split('.')
  return `$${groupThousands(whole)}.${fraction.replace(/0+$/, '').padEnd(6, '0')}`
}

function roundDecimal(whole: string, fraction: string, digits: number): { units: string; rest: string } {
  const kept = BigInt(whole + fraction.padEnd(digits, '0').slice(0, digits))
  const up = Number(fraction[digits] ?? '0') >= 5
  const text = (up ? kept + 1n : kept).toString().padStart(digits + 1, '0')
  return { units: text.slice(0, -digits), rest: text.slice(-digits) }
}

function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A whole number with thousands separators; a dash for null. */
export function formatCount(count: number | null | undefined): string {
  return count === null || count === undefined ? dash : groupThousands(String(Math.round(count)))
}

/** A score of 0 to 100 without needless digits; a dash for null. */
export function formatScore(score: number | null | undefined): string {
  return score === null || score === undefined ? dash : String(Math.round(score))
}

/** A length of time: `0.8 s`, `12 s`, `3 min 05 s`, `2 h 10 min`. Negative lengths (clocks differ) count as zero. */
export function formatDuration(durationMs: number): string {
  const ms = Math.max(0, durationMs)
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

/** How long ago, in one unit: `now`, `45 s`, `12 min`, `5 h`, `3 d`; from 30 days on the date. */
export function formatAge(timestamp: string, nowMs: number): string {
  const seconds = Math.floor(Math.max(0, nowMs - Date.parse(timestamp)) / 1000)
  if (seconds < 10) return 'now'
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`
  if (seconds < 30 * 86_400) return `${Math.floor(seconds / 86_400)} d`
  return formatDate(timestamp)
}

/** How long ago, within a sentence or beside a name: `just now`, `12 min ago`; from 30 days on the date. */
export function formatAgo(timestamp: string, nowMs: number): string {
  const age = formatAge(timestamp, nowMs)
  if (age === 'now') return 'just now'
  return /^\d+ (s|min|h|d)$/.test(age) ? `${age} ago` : age
}

const date = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' })
const moment = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })

const minute = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** A moment within the next months to the minute, `Nov 23, 09:30`, in the reader's time zone. */
export function formatMinute(timestamp: string): string {
  return minute.format(new Date(timestamp))
}

/** `23 Nov 2026` in the reader's time zone. */
export function formatDate(timestamp: string): string {
  return date.format(new Date(timestamp))
}

/** Date and time to the second in the reader's time zone. */
export function formatMoment(timestamp: string): string {
  return moment.format(new Date(timestamp))
}

/** Time of day to the second in the reader's time zone. */
export function formatTime(timestamp: string): string {
  return time.format(new Date(timestamp))
}

/** `1 word`, `2 words`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** The initials of a name, two at most. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const letters = words.length > 1 ? [words[0]?.[0], words.at(-1)?.[0]] : [words[0]?.[0]]
  return letters.join('').toUpperCase()
}
