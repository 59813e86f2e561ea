import type { RouteActor } from './actors.ts'
import { expectedStatus, expectedToShow } from './expect.ts'
import { createIds, fillIn, type Ids } from './ids.ts'
import type { Operation, Row, ServiceName } from './read-routes.ts'
import type { RouteStage } from './stage.ts'

export interface RowResult {
  cases: number
  /** What came out otherwise, a sentence each. */
  wrong: string[]
}

const targets = [
  ['agency', 'heaviside-digital'],
  ['customer', 'cincinnati-electrician'],
] as const
const elsewhere = 'paving-marketers'
const atOnce = 8

/** Sends one row of an operation as everybody, about an agency and about a customer, and says what came out otherwise. */
export async function runRow(
  stage: RouteStage,
  service: { name: ServiceName; url: string },
  operation: Operation,
  row: Row,
): Promise<RowResult> {
  const result: RowResult = { cases: 0, wrong: [] }
  // What is about nobody else is the same for both.
  const isAboutTarget = row.needs !== undefined || row.shows !== undefined
  for (const [type, slug] of isAboutTarget ? targets : targets.slice(0, 1)) {
    if (row.for && row.for !== type) continue
    const [target, there] = [stage.client(slug), stage.client(elsewhere)]
    const above = stage.rows.clients.find(({ id }) => id === target.parentId) ?? null
    const ids = createIds(stage.admin, target, there)
    const places = { target, above, there, type }
    const actors = row.person ? stage.actors.filter(({ at }) => at === undefined || at === target.id) : stage.actors
    await eachOf(actors, row.alone ? 1 : atOnce, async (actor) => {
      const expected = expectedStatus(row, actor, places, service.name === 'cpm')
      const answer = await send(service, operation, row, actor, ids)
      result.cases++
      const what = `${actor.what}: ${operation.id} about ${slug}`
      if (!expected.includes(answer.status))
        result.wrong.push(
          `${what}: expected ${expected.join(' or ')}, got ${answer.status} ${/"code":"\w+"/.exec(answer.text)?.[0] ?? ''}`,
        )
      else if (answer.status < 300 && expectedToShow(row, actor, target) === !shows(answer.text, target.id))
        result.wrong.push(`${what}: ${shows(answer.text, target.id) ? 'shows' : 'does not show'} the target`)
    })
    if (row.restores) await stage.admin.query('update clients set archived_at = null where id = $1', [target.id])
  }
  return result
}

/** Whether a list has a thing of this client, or the client itself: that something stands below it is no secret. */
const shows = (text: string, clientId: string) =>
  text.includes(`"id":"${clientId}"`) || text.includes(`"client_id":"${clientId}"`)

async function send(
  service: { name: ServiceName; url: string },
  operation: Operation,
  row: Row,
  actor: RouteActor,
  ids: Ids,
): Promise<{ status: number; text: string }> {
  const [params, query, body] = await Promise.all([
    fillIn(row.params, ids),
    fillIn(row.query, ids),
    fillIn(row.body, ids),
  ])
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`${operation.id}: routes.yaml gives no ${name}`)
    return encodeURIComponent(value)
  })
  const url = `${service.url}${path}?${new URLSearchParams(query).toString()}`
  const ended = new AbortController()
  const response = await fetch(url, {
    method: operation.method,
    headers: {
      ...(await actor.headers(service.name)),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.any([ended.signal, AbortSignal.timeout(30_000)]),
  })
  // A stream goes on for ever: that it began says all.
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    ended.abort()
    return { status: response.status, text: '' }
  }
  return { status: response.status, text: await response.text() }
}

/** Runs `work` on each, so many at a time. */
async function eachOf<T>(items: T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items]
  const runner = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: width }, runner))
}
