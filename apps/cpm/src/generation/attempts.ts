import type { AttemptPurpose, LlmProvider } from '@hg/contracts'
import {
  type AttemptEnd,
  endAttempt,
  insertAttempt,
  insertCharge,
  judgeProviderKey,
  type KeyRefusal,
  type Queryable,
  refreshJobCost,
  withTenant,
} from '@hg/db'
import {
  affordableOutputTokens,
  type AttemptHooks,
  type AttemptOutcome,
  chargeableUsage,
  costUsd,
  type Price,
  type Prompt,
} from '@hg/llm'
import { type TextProgress, throttleText } from '@hg/queue'
import type { HeldKeys, OwnKey } from '../providers/key-chain.ts'
import type { ChosenModels } from './choose.ts'
import type { Lease } from './lease.ts'
import type { Run, WorkerDeps } from './run-context.ts'
import { storable } from './parse-answer.ts'
import { Stopped } from './running-jobs.ts'

/** One call that was written down before it was made. */
export interface AttemptHandle {
  number: number
  provider: LlmProvider
  /** As it was asked for. */
  model: string
  price: Price
  /** Null for the platform's own key. */
  ownKey: OwnKey | null
}

/** A call that succeeded and is still to be settled: in the transaction that ends the job, or that keeps its draft. */
export interface WonAttempt {
  handle: AttemptHandle
  prompt: Prompt
  outcome: Extract<AttemptOutcome, { status: 'succeeded' }>
}

/**
 * What the worker does around each call: writes it down before, passes the text on, and settles it afterwards. The call
 * that succeeds is left to the caller to settle.
 *
 * @param around.promptTokens the prompt's size, counted
 * @param around.shown what those who follow the job see during the call; the answer as it comes where it is left out
 * @param around.atFirst written together with the first attempt
 */
export function attemptHooks(
  deps: WorkerDeps,
  run: Run,
  around: {
    purpose: AttemptPurpose
    choiceOf?: ChosenModels['choiceOf']
    prompt: Prompt
    promptTokens: number
    shown?: string
    atFirst?: (tx: Queryable) => Promise<unknown>
    keys: HeldKeys
    lease: Lease
    publish: (piece: TextProgress) => void
  },
): { hooks: AttemptHooks<AttemptHandle>; won: () => WonAttempt | undefined; stop: () => void } {
  const { purpose, choiceOf, prompt, shown, keys, lease } = around
  const throttle = throttleText({ emit: around.publish })
  let won: WonAttempt | undefined
  return {
    won: () => won,
    stop: () => {
      throttle.stop()
    },
    hooks: {
      async beforeAttempt({ attemptIndex, reason, candidate, keyId, droppedParameters }) {
        const ownKey = keys.ownKey(keyId)
        // Sent together, in whatever order: one round trip.
        const [number] = await withTenant(deps.db, run.actor, (tx) =>
          Promise.all([
            insertAttempt(tx, run.claim, {
              purpose,
              provider: candidate.provider,
              model: candidate.model,
              providerKeyId: ownKey?.id ?? null,
              priceId: candidate.price.id,
              promptTokens: around.promptTokens,
              droppedParameters,
              choice: choiceOf?.(reason, attemptIndex),
            }),
            attemptIndex === 1 ? around.atFirst?.(tx) : undefined,
          ]),
        )
        if (number === null) throw new Stopped('lease_lost')
        lease.attempt = { number, text: '' }
        throttle.begin(number)
        if (shown !== undefined) throttle.push(shown)
        return { number, provider: candidate.provider, model: candidate.model, price: candidate.price, ownKey }
      },
      outputLimit(candidate) {
        const asked = Math.min(prompt.maxOutputTokens, candidate.maxOutputTokens ?? Infinity)
        const affordable = affordableOutputTokens(around.promptTokens, run.purse.leftUsd, candidate.price)
        // Half of what was asked for is enough for most pieces; less would cut them.
        return affordable >= asked / 2 ? Math.min(asked, affordable) : 0
      },
      onText(handle, delta, fullText) {
        lease.attempt = { number: handle.number, text: fullText }
        if (shown === undefined) throttle.push(delta)
      },
      async afterAttempt(handle, outcome) {
        deps.metrics.attemptEnded(handle.provider, outcome.status)
        lease.attempt = null
        const charge = chargeableUsage(prompt, outcome)
        if (charge) run.purse.spend(handle.number, costUsd(charge.usage, handle.price))
        if (outcome.status === 'succeeded') won = { handle, prompt, outcome }
        else {
          deps.logger.warn(
            { jobId: run.claim.id, attempt: handle.number, provider: handle.provider, ...failureFields(outcome) },
            'attempt failed',
          )
          await withTenant(deps.db, run.actor, async (tx) => {
            await settleAttempt(deps, tx, run, { handle, prompt, outcome })
            await refreshJobCost(tx, run.claim)
            const refusal = handle.ownKey && refusalOf(outcome)
            if (handle.ownKey && refusal) await judgeProviderKey(tx, handle.ownKey.id, refusal)
          })
        }
      },
    },
  }
}

/** Ends an attempt and charges it, once. An attempt that somebody else has settled stays as it is. */
export async function settleAttempt(
  deps: WorkerDeps,
  tx: Queryable,
  run: Run,
  call: { handle: AttemptHandle; prompt: Prompt; outcome: AttemptOutcome },
): Promise<void> {
  const { handle, prompt, outcome } = call
  const charge = chargeableUsage(prompt, outcome)
  const ended = endAttempt(tx, run.claim, handle.number, {
    ...toEnd(outcome),
    ...(charge && {
      input_tokens: charge.usage.inputTokens,
      output_tokens: charge.usage.outputTokens,
      cached_input_tokens: charge.usage.cachedInputTokens,
      cache_write_tokens: charge.usage.cacheWriteTokens,
      reasoning_tokens: charge.usage.reasoningTokens,
    }),
  })
  if (!charge) return void (await ended)
  const amountUsd = costUsd(charge.usage, handle.price)
  // Sent together, in whatever order. An attempt that was settled before has its charge already, and keeps it.
  const charged = insertCharge(tx, {
    clientId: run.claim.clientId,
    jobId: run.claim.id,
    attempt: handle.number,
    amountUsd,
    estimated: charge.estimated,
    priceId: handle.price.id,
  })
  if ((await Promise.all([ended, charged]))[0]) deps.metrics.charged(handle.provider, amountUsd, charge.estimated)
}

function toEnd(outcome: AttemptOutcome): AttemptEnd {
  if (outcome.status === 'succeeded') {
    const { modelUsed, finishReason, providerRequestId } = outcome.answer
    return {
      status: 'succeeded',
      model_used: modelUsed,
      finish_reason: finishReason,
      provider_request_id: providerRequestId,
    }
  }
  if (outcome.status === 'aborted') return { status: 'aborted', error_message: 'The call was aborted.' }
  const { errorClass, code, message, providerRequestId } = outcome.error
  return {
    status: 'failed',
    error_class: errorClass,
    error_code: code,
    error_message: storable(message),
    provider_request_id: providerRequestId,
  }
}

/** How a provider refused the key itself; null for any other failure. */
function refusalOf(outcome: AttemptOutcome): KeyRefusal | null {
  if (outcome.status !== 'failed') return null
  const { code } = outcome.error
  return code === 'provider_key_refused' || code === 'provider_quota_exhausted' ? code : null
}

function failureFields(outcome: Exclude<AttemptOutcome, { status: 'succeeded' }>): Record<string, unknown> {
  if (outcome.status === 'aborted') return { outcome: 'aborted' }
  const { code, errorClass, status, message } = outcome.error
  return { outcome: 'failed', code, errorClass, status, reason: message }
}
