import { eventId } from '@hg/contracts'
import { eventPageSize, type JobEventRow, listClientEvents, listDescendants, withTenant } from '@hg/db'
import type { EventStream } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import { v7 as uuidv7 } from 'uuid'
import type { ServerDeps } from '../deps.ts'
import type { EventNotice } from './hub.ts'
import { createStatusPump } from './status-pump.ts'
import { watchRights } from './watch-rights.ts'

/** What is no piece says its task. */
const isOfPiece = ({ data }: JobEventRow) => !(data instanceof Object && 'task' in data)

/**
 * Streams the states of all jobs of a client and of everything below it, from now on, or from 60 s before the last seen
 * event. Which clients those are is looked up again every few seconds; a reader who may see none any more is disconnected.
 *
 * @param open opens the stream once the client was found; until then errors are answers
 * @throws {AppError} `not_found`
 */
export async function streamClient(
  deps: ServerDeps,
  ctx: Context,
  clientId: string,
  open: () => EventStream,
): Promise<void> {
  const readClients = () => withTenant(deps.db, ctx.actor, (tx) => listDescendants(tx, clientId))
  let clientIds = await readClients()
  if (clientIds.length === 0) throw notFound('client')
  const stream = open()
  const lastSeen = eventId.safeParse(stream.lastEventId).data
  let position = lastSeen ?? uuidv7()
  const pump = createStatusPump(
    deps,
    ctx,
    stream,
    (row) => {
      position = row.id
    },
    isOfPiece,
  )
  const replay = async (): Promise<void> => {
    let from = position
    for (let exactly = false; ; exactly = true) {
      const page = await withTenant(deps.db, ctx.actor, (tx) => listClientEvents(tx, clientIds, from, { exactly }))
      pump.send(page)
      from = page.at(-1)?.id ?? from
      if (page.length < eventPageSize) return
    }
  }
  const subscription = {
    onNotice: (notice: EventNotice) => {
      pump.notice(notice)
    },
    onGap: () => {
      pump.enqueue(replay)
    },
    onRights: () => {
      if (ctx.actor.kind === 'key') askNow()
    },
  }

  let unsubscribe = deps.hub.subscribeClients(clientIds, subscription)
  const askNow = watchRights(stream, {
    actor: ctx.actor,
    logger: deps.logger,
    async ask() {
      clientIds = await readClients()
      unsubscribe()
      if (!stream.closed.aborted) unsubscribe = deps.hub.subscribeClients(clientIds, subscription)
      return clientIds.length > 0
    },
  })
  stream.closed.addEventListener('abort', () => {
    unsubscribe()
  })
  if (lastSeen) pump.enqueue(replay)
  else stream.position(position)
}
