import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { LlmProvider } from '@hg/contracts'
import { baseUrlsOf, routeTo } from './dialects/route.ts'
import { createBatchStore, type StoredBatch } from './batches/batch-store.ts'
import { handleBatches } from './batches/handle-batches.ts'
import { workOff } from './batches/work-off.ts'
import { createFaultStore, type FaultRule } from './faults/fault-store.ts'
import { createUseCounter } from './markers/use-counter.ts'
import { handleControl } from './server/control.ts'
import { startEnvelopeMaker } from './server/envelope.ts'
import { createFixedAnswers } from './server/fixed-answers.ts'
import { type CallHandling, handleCall } from './server/handle-call.ts'
import { createHungCalls } from './server/hung-calls.ts'
import { listedProvider, sendModelList } from './server/model-lists.ts'
import { openCall } from './server/open-call.ts'
import { type Pace, tokensPerSecondOf } from './server/pace.ts'
import { createPauseGate } from './server/pause-gate.ts'
import { planCall } from './server/plan.ts'
import { createTally, type TallySnapshot } from './tally/tally.ts'
import { createPromptCache } from './usage/prompt-cache.ts'

export type SandboxOptions = {
  /** 0, the default, takes a free port. */
  port?: number
  host?: string
  /** How fast answers come; `natural` if not given. */
  pace?: Pace
  /** Answers every call at once with this text, without composer, markers and faults; for benchmarks. */
  fixedAnswer?: string
}

export type Sandbox = {
  url: string
  /** What each provider's SDK takes as its base address. */
  baseUrls: Record<LlmProvider, string>
  tally: () => TallySnapshot
  /** Forgets tally, faults, used-up markers and cached prompts, and lets paused calls go on. */
  reset: () => void
  setFault: (rule: FaultRule) => void
  /** Lets paused calls go on: those of one job, or all. Returns how many. */
  resume: (job?: string) => number
  /** Resolves as soon as at least `count` calls were left to hang since the last reset. */
  untilHung: (count: number) => Promise<void>
  /** Resolves as soon as at least `count` calls are paused. */
  untilPaused: (count: number) => Promise<number>
  /** Keeps new batches from being worked off, until they are ended. */
  holdBatches: () => void
  /** Takes the next batch, and loses the answer that says so. */
  loseNextBatch: () => void
  /** Works off the batches that are held. `only`: so many requests of each; the rest expires. Returns how many batches. */
  endBatches: (options?: { only?: number }) => Promise<number>
  /** Batches that were sent so far, as `{provider, requests, cancelled}`, oldest first. */
  batches: () => { id: string; provider: LlmProvider; requests: number; cancelled: boolean }[]
  close: () => Promise<void>
}

const keptCalls = 1000
const keptPrefixes = 20_000
/** Longer than clients keep idle connections, so that none is closed while a request is on its way. */
const keepAliveTimeoutMs = 65_000

/**
 * Starts the four providers on one local port, offline. Rejects when the port is taken.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const tally = createTally({ keepCalls: keptCalls })
  const faults = createFaultStore()
  const gate = createPauseGate()
  const hung = createHungCalls()
  const planner = { faults, uses: createUseCounter(), promptCache: createPromptCache({ maxPrefixes: keptPrefixes }) }
  const asked: CallHandling['asked'] = new Map()

  const envelopes = await startEnvelopeMaker((request, callId) => {
    const entry = asked.get(callId)
    if (!entry) return { content: options.fixedAnswer ?? '' }
    const { answer, plan } = planCall(entry.call, request, planner)
    entry.plan = plan
    return answer
  })
  const handling: CallHandling = {
    gate,
    hung,
    envelopes,
    asked,
    tokensPerSecond: tokensPerSecondOf(options.pace ?? 'natural'),
  }
  const fixed = options.fixedAnswer === undefined ? undefined : createFixedAnswers(options.fixedAnswer, envelopes)

  const batches = createBatchStore()
  const begun = new Set<Promise<void>>()
  const begin = (batch: StoredBatch, only?: number) => {
    const work = workOff(batch, url, only).finally(() => begun.delete(work))
    begun.add(work)
    return work
  }

  async function endBatches(options: { only?: number } = {}): Promise<number> {
    const open = [...batches.batches.values()].filter(({ endedAt }) => endedAt === null)
    await Promise.all(open.map((batch) => begin(batch, options.only)))
    return open.length
  }

  function reset() {
    tally.reset()
    batches.clear()
    faults.clear()
    hung.reset()
    planner.uses.clear()
    planner.promptCache.clear()
    gate.resume()
  }

  async function handle(req: IncomingMessage, res: ServerResponse) {
    const url = new URL(req.url ?? '/', 'http://sandbox')
    if (url.pathname.startsWith('/__sandbox/'))
      return handleControl(req, res, url, { tally, faults, gate, reset, batches, endBatches })
    const listed = listedProvider(req, url.pathname)
    if (listed) return sendModelList(listed, req, res, faults)
    const begins = (batch: StoredBatch) => void (batches.isHeld || begin(batch))
    if (await handleBatches(req, res, url, { store: batches, faults, begin: begins })) return
    const route = req.method === 'POST' ? routeTo(url.pathname) : undefined
    if (!route) {
      res.writeHead(404, { 'content-type': 'application/json' })
      return res.end(JSON.stringify({ error: { message: `The sandbox has nothing at ${req.method} ${url.pathname}` } }))
    }
    const call = await openCall(req, res, route, url.pathname, tally)
    if (call) await (fixed ? fixed.send(call) : handleCall(call, handling))
  }

  const server = createServer((req, res) => {
    handle(req, res).catch((error: unknown) => {
      if (res.headersSent) res.destroy()
      else
        res
          .writeHead(500, { 'content-type': 'application/json' })
          .end(JSON.stringify({ error: { message: String(error) } }))
    })
  })
  server.keepAliveTimeout = keepAliveTimeoutMs
  server.requestTimeout = 0
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1')
  await once(server, 'listening').catch(async (error: unknown) => {
    await envelopes.close()
    throw error
  })

  const address = server.address() as AddressInfo
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  const url = `http://${host}:${address.port}`
  return {
    url,
    baseUrls: baseUrlsOf(url),
    tally: tally.snapshot,
    reset,
    setFault: (rule) => faults.add(rule),
    resume: gate.resume,
    untilHung: (count) => hung.until(count),
    untilPaused: (count) => gate.untilPaused(count),
    holdBatches() {
      batches.isHeld = true
    },
    loseNextBatch() {
      batches.losesNext = true
    },
    endBatches,
    batches: () =>
      [...batches.batches.values()].map(({ id, provider, lines, cancelledAt }) => ({
        ...{ id, provider, requests: lines.length, cancelled: cancelledAt !== null },
      })),
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      await Promise.allSettled(begun)
      await envelopes.close()
    },
  }
}
