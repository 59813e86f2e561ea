import {
  type BatchItemEnd,
  endBatchItem,
  insertBatchAttempt,
  insertCharge,
  keepAnswer,
  leaveLead,
  lockAnswer,
  lockBatchItem,
  lockJobOfItem,
  type OpenBatchItem,
  type Queryable,
  refreshJobCost,
  wakeAwaiting,
  wakeBatchedJob,
  withTenant,
  type WokenJob,
} from '@hg/db'
import type { LlmProvider } from '@hg/contracts'
import {
  batchPriceFactors,
  type BatchResult,
  type ChargeableUsage,
  chargeableUsage,
  costUsd,
  scalePrice,
} from '@hg/llm'
import { toPrice } from '../catalogue/to-price.ts'
import { storable } from '../generation/parse-answer.ts'
import type { BatchDeps } from './deps.ts'
import type { BatchedAnswer } from './resume-batched.ts'

/** A request that is to be ended: its job, and what the cache finds its answer by. */
export interface ItemToEnd {
  jobId: string
  clientId: string
  answerKey: Buffer | null
}

/**
 * Settles what came of a request, once: its call and charge, at the batch's price, and its job goes on. In one transaction;
 * said again, nothing happens. A job that has ended meanwhile is charged for what was called, and for nothing else.
 *
 * @param sentAt when its batch was sent
 */
export async function settleResult(
  deps: BatchDeps,
  item: ItemToEnd,
  outcome: BatchResult['outcome'],
  sentAt: Date | null,
): Promise<void> {
  await endOnce(deps, item, ['sent'], async (tx, open) => {
    const factor = batchPriceFactors[open.provider as LlmProvider] ?? '1'
    const charge = chargeOf(open, outcome)
    const { answer, error } =
      outcome.status === 'succeeded' ? { ...outcome, error: null } : { ...outcome, answer: null }
    const attempt = await insertBatchAttempt(tx, open, {
      status: outcome.status,
      startedAt: sentAt,
      priceFactor: factor,
      modelUsed: answer?.modelUsed ?? null,
      finishReason: answer?.finishReason ?? null,
      errorClass: error?.errorClass ?? null,
      errorCode: error?.code ?? null,
      errorMessage: error ? storable(error.message) : null,
      requestId: (answer ?? error)?.providerRequestId ?? null,
      usage: charge?.usage ?? null,
    })
    deps.metrics.attemptEnded(open.provider, outcome.status)
    if (charge) {
      const amountUsd = costUsd(charge.usage, scalePrice(toPrice(open.price), factor))
      const { client_id: clientId, job_id: jobId, price_id: priceId } = open
      await insertCharge(tx, { clientId, jobId, attempt, amountUsd, estimated: charge.estimated, priceId })
      deps.metrics.charged(open.provider, amountUsd, charge.estimated)
    }
    await refreshJobCost(tx, { id: open.job_id, clientId: open.client_id })
    if (outcome.status === 'failed') {
      const { errorClass, code, message } = outcome.error
      return { attempt, end: { state: 'failed', error: { class: errorClass, code, message: storable(message) } } }
    }
    const { text, finishReason, modelUsed } = outcome.answer
    const kept: BatchedAnswer = {
      text: storable(text),
      finishReason,
      provider: open.provider as LlmProvider,
      model: open.model,
      modelUsed,
    }
    return { attempt, end: { state: 'answered', answer: kept }, answer: kept }
  })
}

/** Takes a request back that nobody wants any more, before it is sent. */
export async function dropItem(deps: BatchDeps, item: ItemToEnd): Promise<void> {
  await endOnce(deps, item, ['waiting', 'sent'], async () => ({ attempt: 0, end: { state: 'dropped' } }))
}

/** What was used, as the provider said, or by our own count. */
function chargeOf(item: OpenBatchItem, outcome: BatchResult['outcome']): ChargeableUsage | null {
  const charge = chargeableUsage({ system: '', user: '' }, outcome)
  if (!charge?.estimated) return charge
  return { ...charge, usage: { ...charge.usage, inputTokens: Math.max(charge.usage.inputTokens, item.prompt_tokens) } }
}

type Ended = { attempt: number; end: BatchItemEnd; answer?: BatchedAnswer }

/** Ends a request that nobody has ended, hands its answer to whoever rests for the same, and wakes its own job. */
async function endOnce(
  deps: BatchDeps,
  { jobId, clientId, answerKey }: ItemToEnd,
  states: ('waiting' | 'sent')[],
  work: (tx: Queryable, open: OpenBatchItem) => Promise<Ended>,
): Promise<void> {
  const woken = await withTenant(deps.db, { kind: 'client', id: clientId }, async (tx): Promise<WokenJob[]> => {
    const at = answerKey && { clientId, key: answerKey }
    if (at) await lockAnswer(tx, at)
    await lockJobOfItem(tx, { id: jobId, clientId })
    const open = await lockBatchItem(tx, { jobId, clientId, states })
    if (!open) return []
    const { attempt, end, answer } = await work(tx, open)
    await endBatchItem(tx, open, end)
    const own = await wakeBatchedJob(tx, open)
    const woken = own ? [own] : []
    // Its job makes the call at once now, for itself and for those that rest for it.
    const goesOn = own !== null && end.state === 'failed' && end.error.class !== 'give_up'
    return at && !goesOn ? [...woken, ...(await passOn(tx, at, open, attempt, answer))] : woken
  })
  try {
    await deps.producer.enqueueMany(
      woken.map(({ id, epoch }) => ({ payload: { job_id: id, client_id: clientId, epoch } })),
    )
  } catch (err) {
    deps.logger.warn({ err, jobId }, 'the queue is away; the job waits for the reconciler')
  }
}

async function passOn(
  tx: Queryable,
  at: { clientId: string; key: Buffer },
  open: OpenBatchItem,
  attempt: number,
  answer: BatchedAnswer | undefined,
): Promise<WokenJob[]> {
  if (answer?.finishReason === 'stop') {
    await keepAnswer(tx, at, { ...answer, jobId: open.job_id, attempt }, open.ttl_seconds ?? 0)
    return wakeAwaiting(tx, at)
  }
  await leaveLead(tx, at, { id: open.job_id, epoch: open.epoch })
  return wakeAwaiting(tx, at, 1)
}
