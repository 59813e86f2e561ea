import { createListener, listJobEvents, withTenant } from '@hg/db'
import { requestCancel } from '../jobs/cancel.ts'
import { submitJob } from '../jobs/submit.ts'
import type { Harness } from './harness.ts'
import { costByTally, type SandboxCall } from './tally-cost.ts'

/** What came of races between cancelling a job and completing it. */
export interface CancelRaces {
  races: number
  cancelled: number
  completed: number
  /** Calls that the provider saw its client leave. */
  aborted: number
  /** From the answer to a cancellation until the worker left its call, at most. */
  slowestMs: number
  /** What must never be, in words. */
  wrong: string[]
}

const atOnce = 20
/** Without reasoning: what a cut call has thought nobody could know. */
const model = 'gpt-4.1'
/** What a cut call has used is an estimate. */
const tolerance = 1.1

/**
 * Races cancellations against completions: each call stands still in the middle of its text, and goes on while the
 * cancellation is under way, a little earlier or later each time; of every fifth, the whole delivery is raced. Cancellations
 * reach the worker by `NOTIFY`, as between processes.
 */
export async function raceCancellations(
  h: Harness,
  options: { races: number; onProgress?: (races: number) => void },
): Promise<CancelRaces> {
  const found: CancelRaces = { races: 0, cancelled: 0, completed: 0, aborted: 0, slowestMs: 0, wrong: [] }
  // One call a job: which of several was raced, nobody could say.
  h.others.strategy = { ...h.others.strategy, quality: { max_repairs: 0 } }
  h.server.strategies.forget()
  const leftAt = new Map<string, number>()
  const listener = createListener({
    directUrl: h.target.directUrl,
    channels: ['job_events'],
    applicationName: 'races',
    logger: h.worker.logger,
    onNotification(_channel, payload) {
      const [, , jobId, status] = payload.split(' ')
      if (status !== 'cancelled' || !jobId) return
      h.worker.running.stop(jobId, 'cancelled')
      leftAt.set(jobId, performance.now())
    },
  })
  try {
    await listener.ready
    while (found.races < options.races) {
      h.sandbox.reset()
      const races = Array.from({ length: Math.min(atOnce, options.races - found.races) }, (_, index) => index)
      const ids = await Promise.all(races.map((index) => accept(h, index)))
      const deliveries = ids.map((id, index) => (isPaused(index) ? deliver(h, id) : undefined))
      await h.sandbox.untilPaused(races.filter(isPaused).length)
      await Promise.all(ids.map((id, index) => race(h, found, { id, index, delivered: deliveries[index], leftAt })))
      const { calls } = h.sandbox.tally()
      for (const [index, id] of ids.entries()) await judge(h, found, id, callsOf(calls, index))
      found.races += races.length
      found.aborted += calls.filter(({ outcome }) => outcome === 'aborted').length
      options.onProgress?.(found.races)
    }
  } finally {
    await listener.close()
  }
  return found
}

const isPaused = (index: number) => index % 5 !== 0

/** What the sandbox knows a race by. */
const nameOf = (index: number) => `race-${index}`
const callsOf = (calls: SandboxCall[], index: number) => calls.filter(({ job }) => job === nameOf(index))

async function accept(h: Harness, index: number): Promise<string> {
  const pause = isPaused(index) ? '[[sandbox:pause]]' : ''
  const request = h.request({ llm: { model }, brief: `[[sandbox:job=${nameOf(index)}]] ${pause}` })
  return (await submitJob(h.server, h.as('member'), request)).accepted.job_id
}

async function race(
  h: Harness,
  found: CancelRaces,
  {
    id,
    index,
    delivered,
    leftAt,
  }: { id: string; index: number; delivered: Delivery | undefined; leftAt: ReadonlyMap<string, number> },
): Promise<void> {
  const { running, checked } = delivered ?? deliver(h, id)
  // Some texts go on before the cancellation, some after it, some together with it.
  const headStart = (index % 9) - 4
  if (headStart > 0) h.sandbox.resume(nameOf(index))
  // Checks run beside this thread: a job that is to be nearly done has them behind it.
  if (headStart > afterChecks) await checked
  await turns(Math.abs(headStart) * 4)
  const cancelling = requestCancel(h.server, h.as('member'), id).then(
    () => performance.now(),
    (error: { code?: string }) => {
      if (error.code !== 'job_final')
        found.wrong.push(`${id}: the cancellation ended as ${error.code ?? 'an error without a code'}`)
      return null
    },
  )
  if (headStart === 0) h.sandbox.resume(nameOf(index))
  const answeredAt = await cancelling
  // A call that nobody cancelled must go on, or the race has no end.
  if (answeredAt === null) h.sandbox.resume(nameOf(index))
  await running
  if (answeredAt !== null)
    found.slowestMs = Math.max(found.slowestMs, (leftAt.get(id) ?? performance.now()) - answeredAt)
  const { status } = await h.row(id)
  if ((answeredAt !== null) !== (status === 'cancelled'))
    found.wrong.push(
      `${id}: the cancellation ${answeredAt === null ? 'failed' : 'was confirmed'}, the job is ${status}`,
    )
}

const afterChecks = 2

interface Delivery {
  running: Promise<void>
  /** Ends when the text has been checked. */
  checked: Promise<void>
}

function deliver(h: Harness, id: string): Delivery {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const { threads } = h.worker
  const review: typeof threads.review = (text) =>
    threads.review(text).finally(() => {
      resolve(undefined)
    })
  const worker = { ...h.worker, threads: { ...threads, review } }
  return { running: h.deliver(id, undefined, undefined, undefined, worker), checked: promise }
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve))
}

async function judge(h: Harness, found: CancelRaces, id: string, made: SandboxCall[]): Promise<void> {
  const asClient = { kind: 'client' as const, id: h.tenant.customerId }
  const [row, attempts, events] = await Promise.all([
    h.row(id),
    h.attempts(id),
    withTenant(h.db, asClient, (tx) => listJobEvents(tx, id)),
  ])
  const wrong = (what: string) => found.wrong.push(`${id}: ${what}`)
  const ends = events.map(({ status }) => status).filter((status) => status !== 'pending' && status !== 'processing')
  if (row.status === 'cancelled') found.cancelled += 1
  else if (row.status === 'completed') found.completed += 1
  else wrong(`it ended as ${row.status}`)
  if (ends.length !== 1 || ends[0] !== row.status) wrong(`it is ${row.status}, and its events say ${ends.join(', ')}`)
  if (row.status === 'cancelled' && row.result !== null) wrong('it was cancelled and has a text')

  if (made.length > 1) wrong(`it called ${made.length} times`)
  if (attempts.some(({ status }) => status === 'started')) wrong('a call was never settled')
  const charged = attempts.reduce((sum, { amount_usd }) => sum + Number(amount_usd), 0)
  const [attempt] = attempts
  const called = attempt ? made.reduce((sum, call) => sum + costByTally(call, attempt), 0) : 0
  if (charged > called * tolerance) wrong(`${charged} USD were charged, ${called} were called`)
  if (row.status === 'completed' && Math.abs(charged - called) > 1e-9) wrong(`${charged} USD instead of ${called}`)
  if (Math.abs(Number(row.estimated_cost) - charged) > 1e-9) wrong('its cost is not the sum of its charges')
}
