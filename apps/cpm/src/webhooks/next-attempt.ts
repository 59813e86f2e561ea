import type { DeliveryVerdict } from '@hg/db'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** How long to wait after each failed try: the first ones for a hiccup, the last for an outage over a weekend. */
export const waitsMs = [
  5000,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
] as const

/** A webhook to which nothing could be delivered for so long is switched off. */
export const patienceMs = 3 * 24 * hourMs

/** What a try met: an HTTP status, or null when there was no answer. */
export interface Try {
  status: number | null
  /** Which try it was, from 1. */
  number: number
  at: Date
  /** How long the receiver asks to be left alone, in milliseconds; nothing when absent. */
  waitMs?: number
}

/**
 * What becomes of a delivery after a try: any 2xx is an arrival; 410 says that nobody will ever listen; everything else is
 * tried again until the waits are used up, and not before the receiver wants to be asked again.
 *
 * @param random from 0 up to 1: waits are longer by up to a fifth, so that an address that comes back is not overrun
 */
export function decideDelivery(tried: Try, random: number): DeliveryVerdict {
  const { status, number, at, waitMs: askedMs = 0 } = tried
  if (status !== null && status >= 200 && status < 300) return { status: 'delivered' }
  const waitMs = waitsMs[number - 1]
  if (status === 410 || waitMs === undefined) return { status: 'failed' }
  return { status: 'pending', nextAttemptAt: new Date(at.getTime() + Math.max(waitMs, askedMs) * (1 + random / 5)) }
}

/** Whether, and why, a webhook is switched off after a try that did not arrive. */
export function decideDisabling(
  status: number | null,
  failingSince: Date | null,
  now: Date,
): 'gone' | 'failing' | null {
  if (status === 410) return 'gone'
  return failingSince && now.getTime() - failingSince.getTime() >= patienceMs ? 'failing' : null
}
