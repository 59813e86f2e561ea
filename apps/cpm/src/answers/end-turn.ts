import { type CachedAnswer, keepAnswer, leaveLead, lockAnswer, wakeAwaiting, withTenant, type WokenJob } from '@hg/db'
import type { WonAttempt } from '../generation/attempts.ts'
import { storable } from '../generation/parse-answer.ts'
import type { Work } from '../generation/work.ts'

/** An answer of another model than the one that leads stands in for it so long: for those that waited, and no longer. */
const standInSeconds = 300

/**
 * Keeps the answer of a call and wakes whoever rests for it, before it is checked: what it says is paid for, whatever becomes of
 * its own job. An answer that was cut at the token limit is nobody else's. Never fails: the piece must not be lost for it.
 *
 * @param kept.lead the model that the key is of
 */
export async function shareAnswer(
  work: Work,
  kept: { key: Buffer; ttlSeconds: number; lead: { provider: string; model: string } },
  won: WonAttempt,
): Promise<void> {
  const { answer } = won.outcome
  if (answer.finishReason !== 'stop') return endLead(work, kept.key)
  const { claim, actor } = work.run
  const { provider, model, number } = won.handle
  const isLead = provider === kept.lead.provider && model === kept.lead.model
  const toKeep: CachedAnswer = {
    text: storable(answer.text),
    provider,
    model,
    modelUsed: answer.modelUsed,
    jobId: claim.id,
    attempt: number,
  }
  await wake(work, () =>
    withTenant(work.deps.db, actor, async (tx) => {
      const at = { clientId: claim.clientId, key: kept.key }
      await lockAnswer(tx, at)
      await keepAnswer(tx, at, toKeep, isLead ? kept.ttlSeconds : Math.min(kept.ttlSeconds, standInSeconds))
      return wakeAwaiting(tx, at)
    }),
  )
}

/** Gives up the lead without an answer: one of those that rest calls in its place. Never fails. */
export async function endLead(work: Work, key: Buffer): Promise<void> {
  const { claim, actor } = work.run
  await wake(work, () =>
    withTenant(work.deps.db, actor, async (tx) => {
      const at = { clientId: claim.clientId, key }
      await lockAnswer(tx, at)
      return (await leaveLead(tx, at, claim)) ? wakeAwaiting(tx, at, 1) : []
    }),
  )
}

/** Whoever is not told now looks again by itself, and the reconciler tells the queue. */
async function wake({ deps, run }: Work, wakeUp: () => Promise<WokenJob[]>): Promise<void> {
  const { id: jobId, clientId } = run.claim
  try {
    const woken = await wakeUp()
    await deps.producer.enqueueMany(
      woken.map(({ id, epoch }) => ({ payload: { job_id: id, client_id: clientId, epoch } })),
    )
  } catch (err) {
    deps.logger.warn({ err, jobId }, 'those who wait for an answer were not told of it')
  }
}
