import { completeJob, judgeProviderKey, refreshJobCost, withTenant } from '@hg/db'
import { generateWithFallback, type Prompt } from '@hg/llm'
import type { GenerationPayload, HandlerContext, TextProgress } from '@hg/queue'
import { attemptHooks, settleAttempt, type WonAttempt } from './attempts.ts'
import { chooseModels } from './choose.ts'
import { claimRun } from './claim.ts'
import { endUnfinished } from './end-unfinished.ts'
import { holdLease, type Lease } from './lease.ts'
import { maxOutputTokens } from './needs.ts'
import { requestPrompt } from './request-prompt.ts'
import { reviewAnswer } from './review-answer.ts'
import type { Run, WorkerDeps } from './run-context.ts'
import { Stopped } from './running-jobs.ts'
import { whileUnavailable } from './while-unavailable.ts'

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
    outcome = await write(deps, run, lease, controller.signal, io.progress)
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

async function write(
  deps: WorkerDeps,
  run: Run,
  lease: Lease,
  signal: AbortSignal,
  publish: (piece: TextProgress) => void,
): Promise<string> {
  const { effective } = run.snapshot
  const rendered = await requestPrompt(deps, run, signal)
  const prompt: Prompt = {
    ...rendered.prompt,
    temperature: run.request.llm?.temperature ?? effective.llm?.temperature,
    maxOutputTokens: maxOutputTokens(run.request, effective),
  }
  const keys = await deps.keyChain.hold(run.claim.clientId)
  const attempts = attemptHooks(deps, run, { purpose: 'write', rendered, prompt, keys, lease, publish })
  try {
    const candidates = await chooseModels(deps, run.request, effective, rendered.tokens, keys.ids)
    await generateWithFallback({
      prompt,
      candidates,
      get adapters() {
        return keys.adapters
      },
      signal,
      circuit: deps.circuit,
      hooks: attempts.hooks,
    })
  } finally {
    attempts.stop()
    keys.release()
  }
  const won = attempts.won()
  if (!won) throw new Error('the generation ended without an answer')
  // Safe to repeat: every part of it is done once at most. The lease's end aborts it.
  return whileUnavailable(signal, () => complete(deps, run, prompt, won))
}

/** The one transaction that ends a job well: result, charge, cost, and by trigger the event. */
async function complete(deps: WorkerDeps, run: Run, prompt: Prompt, { handle, outcome }: WonAttempt): Promise<string> {
  const result = reviewAnswer(run, outcome.answer)
  return withTenant(deps.db, run.actor, async (tx) => {
    const done = { result, provider: handle.provider, model: outcome.answer.modelUsed }
    // First the charge: the job's cost is the sum of its charges.
    await settleAttempt(deps, tx, run, prompt, handle, outcome)
    if (handle.ownKey?.refused) await judgeProviderKey(tx, handle.ownKey.id, null)
    if (await completeJob(tx, run.claim, done)) return 'completed'
    await refreshJobCost(tx, run.claim)
    return 'lease_lost'
  })
}
