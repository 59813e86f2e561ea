import type { JsonObject } from '../json.ts'
import type { Call } from './call.ts'
import type { Envelope, EnvelopeMaker } from './envelope.ts'
import type { HungCalls } from './hung-calls.ts'
import type { PauseGate } from './pause-gate.ts'
import type { Plan } from './plan.ts'
import { faultsInTheMiddle, sendStream } from './send-stream.ts'
import { sendWhole } from './send-whole.ts'
import { parseSse } from './sse.ts'

export type CallHandling = {
  gate: PauseGate
  hung: HungCalls
  envelopes: EnvelopeMaker
  tokensPerSecond: number
  /** Calls that aimock is asked about, by id, and the plans made for them. */
  asked: Map<string, { call: Call; plan?: Plan }>
}

function passOnHeaders(call: Call, envelope: Envelope) {
  const { res, tallied } = call
  for (const [name, value] of envelope.headers) {
    if (/^(content-type|cache-control|retry-after|x-ratelimit-.*)$/.test(name)) res.setHeader(name, value)
  }
  res.setHeader('x-request-id', tallied.record.request_id ?? tallied.record.id)
  res.setHeader('request-id', tallied.record.id)
}

async function answer(call: Call, plan: Plan, envelope: Envelope, handling: CallHandling): Promise<void> {
  const { res, tallied } = call
  const tokensPerSecond = plan.tokensPerSecond ?? handling.tokensPerSecond
  const options = { tokensPerSecond, gate: handling.gate }
  if (call.isStream) {
    await sendStream(call, parseSse(envelope.body), plan, options)
  } else {
    await sendWhole(call, JSON.parse(envelope.body) as JsonObject, plan, options)
  }
  const isWhole = !plan.fault || !faultsInTheMiddle.includes(plan.fault)
  if (!isWhole) tallied.settle('failed', res.statusCode)
  const breaksOff = plan.fault === 'drop' || (plan.fault === 'cut' && !call.isStream)
  if (breaksOff) res.socket?.destroySoon()
  else res.end()
}

/** Answers one call to a provider, from its request to its end. */
export async function handleCall(call: Call, handling: CallHandling): Promise<void> {
  const { res, left, tallied, raw, pathname } = call
  const { id } = tallied.record
  const asked: { call: Call; plan?: Plan } = { call }
  handling.asked.set(id, asked)
  const envelope = await handling.envelopes.wrap(pathname, id, raw).finally(() => handling.asked.delete(id))
  if (left.aborted) return
  const { plan } = asked
  if (plan?.fault === 'hang') return handling.hung.note()
  if (plan?.fault === 'reset') {
    tallied.settle('failed', null)
    res.socket?.resetAndDestroy()
    return
  }
  passOnHeaders(call, envelope)
  res.statusCode = envelope.status
  if (!plan) {
    res.end(envelope.body)
    return
  }
  try {
    await answer(call, plan, envelope, handling)
  } catch (error) {
    if (!left.aborted) throw error
  }
}
