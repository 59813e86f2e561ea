import { setTimeout as sleep } from 'node:timers/promises'
import type { JsonObject } from '../json.ts'
import type { Call } from './call.ts'
import type { PauseGate } from './pause-gate.ts'
import type { Plan } from './plan.ts'
import { faultsInTheMiddle, pauseHere } from './send-stream.ts'

/**
 * Writes an answer in one piece, after as long as its text would have taken, or half of it where the plan says so. The end is
 * the caller's. Rejects with an `AbortError` when the client leaves before.
 */
export async function sendWhole(
  call: Call,
  body: JsonObject,
  plan: Plan,
  options: { tokensPerSecond: number; gate: PauseGate },
): Promise<void> {
  const { dialect, res, left, tallied } = call
  if (options.tokensPerSecond !== Infinity) {
    await sleep((plan.usage.output_tokens / options.tokensPerSecond) * 1000, undefined, { signal: left })
  }
  if (plan.pauses) await pauseHere(call, options.gate)
  left.throwIfAborted()
  const sent = dialect.bodyWithUsage(body, plan.usage)
  const text = JSON.stringify(sent)
  if (plan.fault && faultsInTheMiddle.includes(plan.fault)) {
    if (plan.fault !== 'malformed') res.setHeader('content-length', Buffer.byteLength(text))
    res.write(text.slice(0, text.length / 2))
    return
  }
  const told = dialect.usageTold(sent)
  if (told) tallied.told(told)
  tallied.streamed(plan.usage.output_tokens - plan.usage.reasoning_tokens)
  res.write(text)
}
