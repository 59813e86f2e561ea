import type { GenerationPayload, HandlerContext, TextProgress } from '@hg/queue'
import { claimRun } from './claim.ts'
import { endUnfinished } from './end-unfinished.ts'
import { holdLease } from './lease.ts'
import { producePiece } from './produce-piece.ts'
import type { WorkerDeps } from './run-context.ts'
import { Stopped } from './running-jobs.ts'

/** One delivery of a job: claim, prompt, provider, checks, result. */
export async function runGeneration(
  deps: WorkerDeps,
  payload: GenerationPayload,
  io: HandlerContext<TextProgress>,
): Promise<void> {
  const run = await claimRun(deps, payload)
  if (!run) return
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
  let outcome: string
  try {
    outcome = await producePiece({ deps, run, lease, signal: controller.signal, publish: io.progress })
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
