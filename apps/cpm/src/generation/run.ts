import type { JobTextEvent } from '@hg/contracts'
import type { GenerationPayload, HandlerContext, TextProgress } from '@hg/queue'
import { claimNext, claimRun } from './claim.ts'
import { endUnfinished } from './end-unfinished.ts'
import { holdLease } from './lease.ts'
import { producePiece } from './produce-piece.ts'
import type { Run, WorkerDeps } from './run-context.ts'
import { Stopped } from './running-jobs.ts'
import { writeSuggestion } from '../suggestions/write-suggestion.ts'

/** What the queue gives word for: the job whose turn it is is claimed and written. */
export async function runNext(deps: WorkerDeps, io: HandlerContext<JobTextEvent>): Promise<void> {
  const run = await claimNext(deps)
  if (run) await runClaimed(deps, run, io)
}

/** Claims one job, at the epoch where it was seen, and writes it. */
export async function runGeneration(
  deps: WorkerDeps,
  payload: GenerationPayload,
  io: HandlerContext<JobTextEvent>,
): Promise<void> {
  const run = await claimRun(deps, payload)
  if (run) await runClaimed(deps, run, io)
}

/** A claimed job's way: prompt, provider, checks, result. */
async function runClaimed(deps: WorkerDeps, run: Run, io: HandlerContext<JobTextEvent>): Promise<void> {
  const startedAt = performance.now()
  const controller = deps.running.begin(run.claim.id)
  const onShutdown = () => {
    controller.abort(new Stopped('shutdown'))
  }
  io.signal.addEventListener('abort', onShutdown)
  if (io.signal.aborted) onShutdown()
  const lease = holdLease(deps, run, () => {
    controller.abort(new Stopped('lease_lost'))
  })
  const publish = (piece: TextProgress) => {
    io.progress({ job_id: run.claim.id, ...piece })
  }
  let outcome: string
  try {
    const work = { deps, run, lease, signal: controller.signal, publish }
    outcome = await (run.request.suggestion ? writeSuggestion(work, run.request.suggestion) : producePiece(work))
  } catch (error) {
    outcome = await endUnfinished(deps, run, error, controller.signal)
  } finally {
    lease.release()
    io.signal.removeEventListener('abort', onShutdown)
    deps.running.end(run.claim.id, controller)
  }
  const seconds = (performance.now() - startedAt) / 1000
  deps.metrics.jobEnded(outcome, seconds)
  deps.logger.info(
    { jobId: run.claim.id, clientId: run.claim.clientId, outcome, durationMs: Math.round(seconds * 1000) },
    'job left the worker',
  )
}
