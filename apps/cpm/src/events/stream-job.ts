import { eventId, isFinal } from '@hg/contracts'
import { getJob, type JobRow, listJobEvents, type Queryable, roleOfActorOn, withTenant } from '@hg/db'
import type { EventStream } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import type { ServerDeps } from '../deps.ts'
import { createStatusPump } from './status-pump.ts'
import { watchRights } from './watch-rights.ts'

/** How a job is found that is followed: as a piece's, or as a suggestion's. Null for one that is not the actor's to see. */
export type FollowedJob = (tx: Queryable, id: string) => Promise<JobRow | null>

/**
 * Streams one job: its past states (all, or from 60 s before `lastEventId`), each new one, and the text as it is
 * written. Ends after the final state.
 *
 * @param find a piece's job, where it is left out
 * @param open opens the stream once the job was found; until then errors are answers
 * @throws {AppError} `not_found`
 */
export async function streamJob(
  deps: ServerDeps,
  ctx: Context,
  jobId: string,
  open: () => EventStream,
  find: FollowedJob = getJob,
): Promise<void> {
  const job = await withTenant(deps.db, ctx.actor, (tx) => find(tx, jobId))
  if (!job) throw notFound('job')
  const stream = open()
  const pump = createStatusPump(deps, ctx, stream, (row) => {
    if (isFinal(row.status)) stream.close()
  })
  const lastSeen = eventId.safeParse(stream.lastEventId).data
  const readTable = async (): Promise<void> => {
    pump.send(await withTenant(deps.db, ctx.actor, (tx) => listJobEvents(tx, jobId, lastSeen)))
    // The end may lie further back than the replay reaches: whoever comes back late still learns how it ended.
    const now = stream.closed.aborted ? null : await withTenant(deps.db, ctx.actor, (tx) => find(tx, jobId))
    if (now && isFinal(now.status)) {
      pump.send((await withTenant(deps.db, ctx.actor, (tx) => listJobEvents(tx, jobId))).slice(-1))
      stream.close()
    }
  }

  const askNow = watchRights(stream, {
    actor: ctx.actor,
    logger: deps.logger,
    ask: async () => (await roleOfActorOn(deps.db, ctx.actor, job.client_id)) !== null,
  })
  const unsubscribe = deps.hub.subscribeJob(jobId, {
    onNotice: (notice) => {
      pump.notice(notice)
    },
    onText: (piece) => {
      stream.send({ event: 'text', data: piece })
    },
    onGap: () => {
      pump.enqueue(readTable)
    },
    onRights: () => {
      if (ctx.actor.kind === 'key') askNow()
    },
  })
  stream.closed.addEventListener('abort', unsubscribe)
  pump.enqueue(async () => {
    await readTable()
    const text = deps.hub.textOf(jobId)
    if (text) stream.send({ event: 'text', data: text })
  })
}
