import {
  forgetRequests,
  getProviderBatch,
  knownProviderIds,
  listOpenItems,
  listUnwantedItems,
  noteProviderBatch,
  type BatchNote,
  type ProviderBatchRow,
  withTenant,
} from '@hg/db'
import {
  AbortedError,
  type BatchEndpoint,
  type BatchFormat,
  type LlmRequest,
  type ProviderBatch,
  ProviderError,
} from '@hg/llm'
import type { LlmProvider } from '@hg/contracts'
import { decideSending } from './decide-sending.ts'
import type { BatchDeps, BatchTimes, TakenBatch } from './deps.ts'
import { dropItem, settleResult } from './end-item.ts'

/** How long one call may take; the lease of a look is longer than a few of them. */
const callTimeoutMs = 120_000
/** How long after its time a batch that its provider does not end, or cannot be asked about, is waited for. */
const overdueMs = 3_600_000

/** A batch in somebody's hands. */
interface Look {
  deps: BatchDeps
  times: BatchTimes
  batch: ProviderBatchRow
  endpoint: BatchEndpoint
  signal: AbortSignal
}

/** Looks at a batch that was taken: sends it, finds it again, or asks how it is doing, and settles what has come of it. */
export async function lookAfter(
  deps: BatchDeps,
  taken: TakenBatch,
  times: BatchTimes,
  stop: AbortSignal,
): Promise<void> {
  const actor = { kind: 'client' as const, id: taken.clientId }
  const batch = await withTenant(deps.db, actor, (tx) => getProviderBatch(tx, taken))
  if (!batch || batch.state === 'ended') return
  const keys = await deps.keyChain.hold(taken.clientId)
  try {
    const adapter = keys.adapters[batch.provider as LlmProvider]
    const isSameKey = adapter && (keys.ownKey(adapter.keyId)?.id ?? null) === batch.provider_key_id
    const endpoint = isSameKey ? adapter.batches : undefined
    const signal = AbortSignal.any([stop, AbortSignal.timeout(callTimeoutMs)])
    if (endpoint) await look({ deps, times, batch, endpoint, signal })
    else await loseKey(deps, batch, times)
  } finally {
    keys.release()
  }
}

async function look(at: Look): Promise<void> {
  const { batch } = at
  if (batch.state === 'sending') return batch.sent_at === null ? send(at) : findAgain(at, batch.sent_at)
  const now = await at.endpoint.get(batch.provider_id ?? '', at.signal)
  if (now.hasEnded) return settle(at, now)
  if (isOverdue(batch)) return giveUp(at, 'The provider did not end the batch in time.')
  await leaveUnwanted(at)
}

/** Sends a batch without what nobody wants any more. That it is being sent is written down before. */
async function send(at: Look): Promise<void> {
  const { deps, batch, endpoint, signal, times } = at
  for (const { job_id, answer_key } of await unwanted(at)) {
    await dropItem(deps, { jobId: job_id, clientId: batch.client_id, answerKey: answer_key })
  }
  const items = await openItems(at)
  if (items.length === 0) return note(at, { state: 'ended', nextLookMs: 0 })
  const requests = items.map(({ job_id, request }) => ({ id: job_id, request: request as unknown as LlmRequest }))
  await note(at, { sentAt: new Date(), nextLookMs: callTimeoutMs * 2 })
  try {
    await adopt(at, await endpoint.send({ name: batch.id, requests }, signal))
  } catch (error) {
    if (!(error instanceof ProviderError) && !(error instanceof AbortedError)) throw error
    const decision = decideSending(error, batch.failures)
    deps.logger.warn(
      { batchId: batch.id, provider: batch.provider, decision, reason: error.message },
      'a batch was not sent',
    )
    if (decision.kind === 'find') return note(at, { nextLookMs: times.graceMs })
    if (decision.kind === 'give_up') return giveUp(at, error.message)
    await note(at, { sentAt: null, failures: batch.failures + 1, nextLookMs: decision.afterMs })
  }
}

/** A batch whose sending was not answered, or whose worker was lost at it: it is sent again once it is sure that it was not taken. */
async function findAgain(at: Look, since: Date): Promise<void> {
  const { deps, batch, endpoint, signal, times } = at
  const ids = (await openItems(at)).map(({ job_id }) => job_id)
  if (ids.length === 0) return note(at, { state: 'ended', nextLookMs: 0 })
  const known = await withTenant(deps.db, actorOf(batch), (tx) =>
    knownProviderIds(tx, { clientId: batch.client_id, since }),
  )
  const found = await endpoint.find({ name: batch.id, since, ids, known }, signal)
  if (found === null) return note(at, { sentAt: null, nextLookMs: 0 })
  if (found !== 'unclear') return adopt(at, found)
  if (isOverdue(batch)) return giveUp(at, 'It could not be found out whether the provider took the batch.')
  await note(at, { nextLookMs: times.pollMs })
}

async function adopt(at: Look, { id, expiresAt }: ProviderBatch): Promise<void> {
  const { batch, deps, times } = at
  await withTenant(deps.db, actorOf(batch), async (tx) => {
    const one = { id: batch.id, clientId: batch.client_id }
    await noteProviderBatch(tx, one, { state: 'sent', providerId: id, expiresAt, nextLookMs: times.pollMs })
    await forgetRequests(tx, one)
  })
  deps.logger.info({ batchId: batch.id, provider: batch.provider, size: batch.size }, 'a batch was sent')
}

/** Settles every request of a batch that its provider has ended. Safe to repeat: each is settled once. */
async function settle(at: Look, { id, refusal }: ProviderBatch): Promise<void> {
  const { deps, batch, endpoint, signal } = at
  if (refusal !== null) return giveUp(at, refusal)
  const open = new Map((await openItems(at)).map((item) => [item.job_id, item]))
  const formatOf = (jobId: string): BatchFormat | undefined => {
    const item = open.get(jobId)
    return item && { model: item.model, ...(item.format === 'piece' ? { format: 'piece' as const } : {}) }
  }
  for await (const { id: jobId, outcome } of endpoint.results(id, formatOf, signal)) {
    const item = { jobId, clientId: batch.client_id, answerKey: open.get(jobId)?.answer_key ?? null }
    await settleResult(deps, item, outcome, batch.sent_at)
  }
  await giveUp(at, 'The provider ended the batch without this request.')
}

/** Ends a batch: what is still open of it was not done, and is called for at once. */
async function giveUp(at: Pick<Look, 'deps' | 'batch'>, message: string): Promise<void> {
  const { deps, batch } = at
  for (const { job_id: jobId, answer_key: answerKey } of await openItems(at)) {
    const error = new ProviderError({
      provider: batch.provider as LlmProvider,
      errorClass: 'same_again',
      code: 'provider_unavailable',
      message,
      reachedProvider: false,
    })
    await settleResult(
      deps,
      { jobId, clientId: batch.client_id, answerKey },
      { status: 'failed', error },
      batch.sent_at,
    )
  }
  await note(at, { state: 'ended', nextLookMs: 0 })
}

/** Asks the provider, once, to leave a batch whose answers nobody wants any more. */
async function leaveUnwanted(at: Look): Promise<void> {
  const { batch, endpoint, signal, times } = at
  const isUnwanted = batch.cancel_asked_at === null && (await unwanted(at)).length === (await openItems(at)).length
  if (isUnwanted) await endpoint.cancel(batch.provider_id ?? '', signal)
  await note(at, { hasAskedToCancel: isUnwanted, nextLookMs: times.pollMs })
}

/** The key that a batch was sent with, or was to be, is not the client's any more. */
async function loseKey(deps: BatchDeps, batch: ProviderBatchRow, times: BatchTimes): Promise<void> {
  const isUnsent = batch.state === 'sending' && batch.sent_at === null
  if (isUnsent || isOverdue(batch)) return giveUp({ deps, batch }, 'The key of this batch is not in use any more.')
  await note({ deps, batch }, { nextLookMs: times.pollMs })
}

const longestMs = 25 * 3_600_000

function isOverdue({ expires_at, sent_at, created_at }: ProviderBatchRow): boolean {
  const due = expires_at?.getTime() ?? (sent_at ?? created_at).getTime() + longestMs
  return Date.now() > due + overdueMs
}

const actorOf = (batch: ProviderBatchRow) => ({ kind: 'client' as const, id: batch.client_id })
const idsOf = (batch: ProviderBatchRow) => ({ id: batch.id, clientId: batch.client_id })

async function note({ deps, batch }: Pick<Look, 'deps' | 'batch'>, noted: BatchNote): Promise<void> {
  await withTenant(deps.db, actorOf(batch), (tx) => noteProviderBatch(tx, idsOf(batch), noted))
}

function openItems({ deps, batch }: Pick<Look, 'deps' | 'batch'>) {
  return withTenant(deps.db, actorOf(batch), (tx) => listOpenItems(tx, idsOf(batch)))
}

function unwanted({ deps, batch }: Look) {
  return withTenant(deps.db, actorOf(batch), (tx) => listUnwantedItems(tx, batch.client_id, { batchId: batch.id }))
}
