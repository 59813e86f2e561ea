import { getJobEvents, type JobEventRow, withTenant } from '@hg/db'
import type { EventStream } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { ServerDeps } from '../deps.ts'
import type { EventNotice } from './hub.ts'
import { presentEvent } from './present-event.ts'

export interface StatusPump {
  /** Sends these events unless they were sent already, in order. */
  send(rows: JobEventRow[]): void
  /** Reads what was noticed, under the subscriber's own rights, and sends it. */
  notice(notice: EventNotice): void
  /** Runs `work` between two readings; a failure ends the stream, and the client comes back with its last id. */
  enqueue(work: () => Promise<void>): void
}

/**
 * Feeds one stream with status events, one reading at a time. Each event is read as the subscriber: whoever has lost the
 * right to see a client sees none of its events from then on.
 */
export function createStatusPump(
  deps: ServerDeps,
  ctx: Context,
  stream: EventStream,
  onSent: (row: JobEventRow) => void = () => undefined,
  isWanted: (row: JobEventRow) => boolean = () => true,
): StatusPump {
  const sent = new Set<string>()
  let waiting: string[] = []
  let tail: Promise<void> = Promise.resolve()

  function send(rows: JobEventRow[]): void {
    for (const row of rows) {
      if (sent.has(row.id) || !isWanted(row)) continue
      sent.add(row.id)
      stream.send(presentEvent(row))
      onSent(row)
    }
  }

  function enqueue(work: () => Promise<void>): void {
    tail = tail.then(async () => {
      if (stream.closed.aborted) return
      try {
        await work()
      } catch (err) {
        deps.logger.warn({ err, requestId: ctx.requestId }, 'an event stream ended: its events cannot be read')
        stream.close()
      }
    })
  }

  return {
    send,
    enqueue,
    notice({ eventId }) {
      waiting.push(eventId)
      if (waiting.length > 1) return
      enqueue(async () => {
        const ids = waiting
        waiting = []
        send(await withTenant(deps.db, ctx.actor, (tx) => getJobEvents(tx, ids)))
      })
    },
  }
}
