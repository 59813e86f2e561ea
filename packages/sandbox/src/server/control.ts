import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { type FaultStore, faultRule } from '../faults/fault-store.ts'
import type { BatchStore } from '../batches/batch-store.ts'
import type { Tally } from '../tally/tally.ts'
import type { PauseGate } from './pause-gate.ts'
import { readBody } from './read-body.ts'

export type Controlled = {
  tally: Tally
  faults: FaultStore
  gate: PauseGate
  reset: () => void
  batches: BatchStore
  endBatches: (options: { only?: number }) => Promise<number>
}

const resumeRequest = z.strictObject({ job: z.string().optional() })
const endRequest = z.strictObject({ only: z.number().int().min(0).optional() })
const pausedQuery = z.strictObject({
  count: z.coerce.number().int().min(0).max(100_000).default(0),
  timeout_ms: z.coerce.number().int().min(1).max(600_000).default(30_000),
})

type Handler = (controlled: Controlled, body: unknown, query: URLSearchParams) => unknown

/** What can be asked of the sandbox under `/__sandbox`. */
const handlers: Record<string, Handler> = {
  'GET /__sandbox/health': () => ({ status: 'ok' }),
  'GET /__sandbox/tally': ({ tally }) => tally.snapshot(),
  'POST /__sandbox/reset': ({ reset }) => {
    reset()
    return { reset: true }
  },
  'GET /__sandbox/faults': ({ faults }) => ({ faults: faults.list() }),
  'POST /__sandbox/faults': ({ faults }, body) => {
    faults.add(faultRule.parse(body))
    return { faults: faults.list() }
  },
  'DELETE /__sandbox/faults': ({ faults }) => {
    faults.clear()
    return { faults: [] }
  },
  'POST /__sandbox/batches/hold': ({ batches }) => {
    batches.isHeld = true
    return { held: true }
  },
  'POST /__sandbox/batches/end': async ({ endBatches }, body) => ({ ended: await endBatches(endRequest.parse(body)) }),
  'POST /__sandbox/resume': ({ gate }, body) => ({ resumed: gate.resume(resumeRequest.parse(body).job) }),
  // Answers as soon as that many calls are paused, so that tests wait without asking again and again.
  'GET /__sandbox/paused': async ({ gate }, _body, query) => {
    const { count, timeout_ms } = pausedQuery.parse(Object.fromEntries(query))
    return { paused: await gate.untilPaused(count, AbortSignal.timeout(timeout_ms)) }
  },
}

function errorStatus(error: unknown): number {
  if (error instanceof z.ZodError || error instanceof SyntaxError) return 400
  return error instanceof DOMException ? 504 : 500
}

/** Answers a request under `/__sandbox`: 400 for a wrong body, 404 for an unknown path, 504 for a wait in vain. */
export async function handleControl(req: IncomingMessage, res: ServerResponse, url: URL, controlled: Controlled) {
  const send = (status: number, body: unknown) =>
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  const handler = handlers[`${req.method} ${url.pathname}`]
  if (!handler) return send(404, { error: `no such control: ${req.method} ${url.pathname}` })
  try {
    const raw = await readBody(req)
    return send(200, await handler(controlled, JSON.parse(raw || '{}'), url.searchParams))
  } catch (error) {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
    return send(errorStatus(error), { error: message })
  }
}
