import type { EventStream } from '@hg/http'
import type { Actor, Logger } from '@hg/runtime'

/** How often a stream asks whether its reader may still see what it tells, and how long it goes on without an answer. */
export interface Patience {
  askEveryMs: number
  patienceMs: number
}

/** A revoked key is felt within 5 s, whatever becomes of the notification; a changed role within a minute. */
const patienceOf: Record<Actor['kind'], Patience> = {
  key: { askEveryMs: 2000, patienceMs: 4500 },
  user: { askEveryMs: 5000, patienceMs: 30_000 },
  client: { askEveryMs: 5000, patienceMs: 30_000 },
  visitor: { askEveryMs: 5000, patienceMs: 30_000 },
}

/**
 * Keeps asking whether a stream's reader may still see what it tells, and ends the stream when not, or when the question
 * was not answered for too long: whoever reads on comes back with its last id.
 *
 * @param ask resolves to whether the reader may still see it
 * @returns asks now, out of turn
 */
export function watchRights(
  stream: EventStream,
  watch: { actor: Actor; ask: () => Promise<boolean>; logger: Logger; patience?: Patience },
): () => void {
  const { askEveryMs, patienceMs } = watch.patience ?? patienceOf[watch.actor.kind]
  let confirmedAt = performance.now()
  let asking: Promise<void> | undefined

  async function ask(): Promise<void> {
    const askedAt = performance.now()
    try {
      if (await watch.ask()) confirmedAt = askedAt
      else stream.close()
    } catch (err) {
      watch.logger.warn({ err }, 'whether a stream may go on could not be asked')
    }
  }
  const askNow = () => {
    if (stream.closed.aborted) return
    // An answer under way may be older than what has just changed.
    asking = asking ? asking.then(ask) : ask()
    const mine = asking
    void mine.finally(() => {
      if (asking === mine) asking = undefined
    })
  }

  const timer = setInterval(() => {
    if (asking === undefined) askNow()
  }, askEveryMs)
  const deadline = setInterval(() => {
    if (performance.now() - confirmedAt > patienceMs) stream.close()
  }, patienceMs / 10)
  stream.closed.addEventListener('abort', () => {
    clearInterval(timer)
    clearInterval(deadline)
  })
  return askNow
}
