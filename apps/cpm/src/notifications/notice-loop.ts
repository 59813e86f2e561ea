import { fanOutNotices, takeNotices, type TakenNotice, withoutTenant } from '@hg/db'
import type { NoticeDeps } from './deps.ts'
import { type NoticeOutcome, sendNotice } from './send-notices.ts'

export interface NoticeLoop {
  /** Something has happened, or may be due: looks soon. */
  wake(): void
  /** Takes nothing more and waits for what is under way; posts to Slack are cut off after `timeoutMs`. */
  close(options: { timeoutMs: number }): Promise<void>
}

/** Pieces that end so soon after the first are told together. */
export const digestMs = 5 * 60_000

const pollMs = 5000
/** What happens at once is worked out at once. */
const settleMs = 250
const eventsAtOnce = 1000
const messagesAtOnce = 8
/** A mail server gets so many at a time: what waits in its queue would run out of time there. */
const mailsAtOnce = 2
/** Longer than a lane of mails takes at its slowest, so that nobody else tries meanwhile. */
const leaseMs = 120_000

/**
 * Works out who is told of what happened, and sends what is due.
 *
 * @param signals.stop take nothing more
 * @param signals.cut give up what is under way: it is tried again after its lease
 */
export async function tellWhatIsDue(
  deps: NoticeDeps,
  signals: { stop: AbortSignal; cut: AbortSignal },
  onEnd?: (taken: TakenNotice, outcome: NoticeOutcome) => void,
): Promise<void> {
  const { stop, cut } = signals
  while (!stop.aborted) {
    const options = { page: eventsAtOnce, digestMs }
    if ((await withoutTenant(deps.db, (tx) => fanOutNotices(tx, options))) < eventsAtOnce) break
  }
  while (!stop.aborted) {
    const taken = await withoutTenant(deps.db, (tx) => takeNotices(tx, { limit: messagesAtOnce, leaseMs }))
    await Promise.all(toLanes(taken).map((lane) => sendInTurn(lane)))
    if (taken.length < messagesAtOnce) return
  }

  async function sendInTurn(lane: TakenNotice[]): Promise<void> {
    for (const one of lane) {
      if (stop.aborted) return
      try {
        const outcome = await sendNotice(deps, one, cut)
        onEnd?.(one, outcome)
      } catch (err) {
        // It stays as taken: somebody tries again once the lease is over.
        if (!cut.aborted) deps.logger.warn({ err, letter: one.letter }, 'a notification could not be tried')
      }
    }
  }
}

/** Two lanes of mails, and each post to Slack by itself. */
function toLanes(taken: TakenNotice[]): TakenNotice[][] {
  const mails = taken.filter(({ channel }) => channel === 'email')
  const lanes = Array.from({ length: mailsAtOnce }, (_, lane) => mails.filter((_, at) => at % mailsAtOnce === lane))
  return [...lanes, ...taken.filter(({ channel }) => channel === 'slack').map((one) => [one])]
}

/** Tells what is due, woken by notifications and, should one be lost, every few seconds. */
export function createNoticeLoop(deps: NoticeDeps): NoticeLoop {
  const stop = new AbortController()
  const cut = new AbortController()
  let waiting: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let again = false

  function look(): void {
    waiting = undefined
    if (looking) {
      again = true
      return
    }
    looking = tellWhatIsDue(deps, { stop: stop.signal, cut: cut.signal })
      .catch((err: unknown) => {
        deps.logger.warn({ err }, 'notifications could not be worked out')
      })
      .finally(() => {
        looking = undefined
        if (again) wake()
        again = false
      })
  }
  function wake(): void {
    if (!stop.signal.aborted) waiting ??= setTimeout(look, settleMs)
  }

  const timer = setInterval(wake, pollMs)
  wake()
  return {
    wake,
    async close({ timeoutMs }) {
      clearInterval(timer)
      clearTimeout(waiting)
      stop.abort()
      const late = setTimeout(() => {
        cut.abort()
      }, timeoutMs)
      await looking
      clearTimeout(late)
    },
  }
}
