import { latestBatchJobs, roleOfActorOn, withTenant } from '@hg/db'
import type { EventStream } from '@hg/http'
import { AppError, type Context } from '@hg/runtime'
import { readBatch } from '../batches/get.ts'
import type { ServerDeps } from '../deps.ts'
import { watchRights } from './watch-rights.ts'

/** How often the state of a batch is told at most: 500 jobs change some 1,000 times. */
const intervalMs = 500

/**
 * Streams how far a batch is: once now, and whenever one of its jobs changes, twice a second at most. It is a state, not a
 * history, so nothing is replayed. Ends when everything has ended; a retry makes a new stream worth opening.
 *
 * @param open opens the stream once the batch was found; until then errors are answers
 * @throws {AppError} `not_found`
 */
export async function streamBatch(deps: ServerDeps, ctx: Context, id: string, open: () => EventStream): Promise<void> {
  const { client_id: clientId } = await readBatch(deps, ctx, id)
  const readJobs = async () =>
    new Set((await withTenant(deps.db, ctx.actor, (tx) => latestBatchJobs(tx, { id, clientId }))).map((job) => job.id))
  let jobs = await readJobs()
  const stream = open()
  let timer: NodeJS.Timeout | undefined
  let isTelling = false
  let isStale = false

  async function tell(): Promise<void> {
    try {
      const batch = await readBatch(deps, ctx, id)
      // Pieces that are tried again have new jobs.
      jobs = await readJobs()
      if (stream.closed.aborted) return
      stream.send({ event: 'batch', data: batch })
      if (batch.counts.pending + batch.counts.processing === 0) stream.close()
    } catch (err) {
      if (!(err instanceof AppError && err.code === 'not_found'))
        deps.logger.warn({ err, requestId: ctx.requestId }, 'an event stream ended: its batch cannot be read')
      stream.close()
    }
  }

  /** Told at once, then not again before the interval is over; what happens meanwhile is told then. */
  function tellSoon(): void {
    isStale = true
    if (isTelling || timer || stream.closed.aborted) return
    isStale = false
    isTelling = true
    void tell().finally(() => {
      isTelling = false
      if (stream.closed.aborted) return
      timer = setTimeout(() => {
        timer = undefined
        if (isStale) tellSoon()
      }, intervalMs)
    })
  }

  const askNow = watchRights(stream, {
    actor: ctx.actor,
    logger: deps.logger,
    ask: async () => (await roleOfActorOn(deps.db, ctx.actor, clientId)) !== null,
  })
  const unsubscribe = deps.hub.subscribeClients([clientId], {
    onNotice(notice) {
      if (jobs.has(notice.jobId)) tellSoon()
    },
    onGap: tellSoon,
    onRights() {
      if (ctx.actor.kind === 'key') askNow()
    },
  })
  stream.closed.addEventListener('abort', () => {
    unsubscribe()
    clearTimeout(timer)
  })
  tellSoon()
}
