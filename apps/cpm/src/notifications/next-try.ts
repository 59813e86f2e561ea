import type { MailOutcome } from '@hg/contracts'
import type { NoticeVerdict } from '@hg/db'
import type { Sent } from '../webhooks/send.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** How long to wait after each failed try. What was news two days ago is not sent any more. */
export const waitsMs = [
  minuteMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  6 * hourMs,
  12 * hourMs,
  24 * hourMs,
] as const

/** A channel to which nothing could be posted for so long is switched off. */
const patienceMs = 3 * 24 * hourMs

/** Says that nobody will ever listen: the hook was revoked, the channel archived, or posting there forbidden. */
const gone: readonly number[] = [403, 404, 410]

/** A try: which one it was, from 1, and when. */
export interface Tried {
  number: number
  at: Date
}

function later({ number, at }: Tried, error: string, askedMs = 0): NoticeVerdict {
  const waitMs = waitsMs[number - 1]
  if (waitMs === undefined) return { status: 'failed', error }
  return { status: 'waiting', error, dueAt: new Date(at.getTime() + Math.max(waitMs, askedMs)) }
}

/** What becomes of a mail after a try. One that the mail server did not take is tried again, whatever it said. */
export function decideMail(outcome: MailOutcome, tried: Tried): NoticeVerdict {
  switch (outcome) {
    case 'sent':
    case 'written':
      return { status: 'sent' }
    case 'not_configured':
      return { status: 'failed', error: 'no mail server is set up' }
    case 'failed':
      return later(tried, 'the mail server did not take it')
  }
}

/** What a post met, in words; null when it arrived. */
export function errorOf({ status, error }: Pick<Sent, 'status' | 'error'>): string | null {
  if (status === null) return error ?? 'there was no answer'
  return status >= 200 && status < 300 ? null : `the answer was ${status}`
}

/**
 * What becomes of a post to Slack: what it calls malformed, or what nobody will ever hear, is not sent again; anything else not
 * before Slack wants to be asked again.
 */
export function decideSlack(sent: Pick<Sent, 'status' | 'error' | 'waitMs'>, tried: Tried): NoticeVerdict {
  const error = errorOf(sent)
  if (error === null) return { status: 'sent' }
  if (sent.status === 400 || (sent.status !== null && gone.includes(sent.status))) return { status: 'failed', error }
  return later(tried, error, sent.waitMs)
}

/** Whether, and why, a channel is switched off after a try that did not arrive. */
export function decideSlackDisabling(
  status: number | null,
  failingSince: Date | null,
  now: Date,
): 'gone' | 'failing' | null {
  if (status !== null && gone.includes(status)) return 'gone'
  return failingSince && now.getTime() - failingSince.getTime() >= patienceMs ? 'failing' : null
}
