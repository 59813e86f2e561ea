import { once } from 'node:events'
import type { FaultName } from '../faults/fault-names.ts'
import type { TextPiece } from '../usage/tokens.ts'
import type { Call } from './call.ts'
import { createPacer } from './pace.ts'
import type { PauseGate } from './pause-gate.ts'
import type { Plan } from './plan.ts'
import { formatSse, type SseFrame } from './sse.ts'

/** Faults that let half of the answer through. */
export const faultsInTheMiddle: FaultName[] = ['cut', 'drop', 'malformed']

/** The pieces up to half of the tokens, and the rest. */
function halve(pieces: TextPiece[]): [TextPiece[], TextPiece[]] {
  const half = pieces.reduce((sum, piece) => sum + piece.tokens, 0) / 2
  let tokens = 0
  const middle = pieces.findIndex((piece) => (tokens += piece.tokens) >= half) + 1
  return [pieces.slice(0, middle), pieces.slice(middle)]
}

/**
 * Streams an answer up to its end, which is the caller's: paces the text, pauses or breaks it in the middle where the plan says
 * so, fills in the usage and tells the tally what went out. Rejects with an `AbortError` when the client leaves.
 */
export async function sendStream(
  call: Call,
  frames: SseFrame[],
  plan: Plan,
  options: { tokensPerSecond: number; gate: PauseGate },
): Promise<void> {
  const { dialect, res, left, tallied } = call
  const pacer = createPacer(options.tokensPerSecond, left)
  const [firstHalf, secondHalf] = halve(plan.pieces)
  const breaksInTheMiddle = plan.fault !== undefined && faultsInTheMiddle.includes(plan.fault)
  let sentTokens = 0

  async function write(frame: SseFrame, json = frame.json) {
    left.throwIfAborted()
    const hasRoom = res.write(formatSse(frame.event, json ? JSON.stringify(json) : frame.data))
    const told = json && dialect.usageTold(json)
    if (told) tallied.told(told)
    if (!hasRoom) await once(res, 'drain', { signal: left })
  }

  async function writePieces(frame: SseFrame, pieces: TextPiece[], isLastPart: boolean) {
    for (let next = 0; next < pieces.length;) {
      const due = await pacer.nextTokens()
      const end = next + due
      const batch = pieces.slice(next, end)
      next = end
      const tokens = batch.reduce((sum, piece) => sum + piece.tokens, 0)
      sentTokens += tokens
      const usage = { ...plan.usage, output_tokens: plan.usage.reasoning_tokens + sentTokens }
      const text = batch.map((piece) => piece.text).join('')
      const isLast = isLastPart && next >= pieces.length
      await write(frame, dialect.frameWithPiece(frame.json ?? {}, { text, isLast, usage }))
      tallied.streamed(tokens)
    }
  }

  await pacer.start()
  for (const frame of frames) {
    if (!frame.json) await write(frame)
    else if (dialect.frameText(frame.json) === undefined) {
      await write(frame, dialect.frameWithUsage(frame.json, plan.usage, call.request))
    } else {
      await writePieces(frame, firstHalf, secondHalf.length === 0)
      if (plan.pauses) await pauseHere(call, options.gate)
      if (breaksInTheMiddle) break
      await writePieces(frame, secondHalf, true)
    }
  }
  if (plan.fault === 'malformed') await write({ event: frames[0]?.event, data: '{"choices": [{"delta": ' })
}

/** Waits in the middle of an answer until somebody resumes it or the client leaves. */
export async function pauseHere(call: Call, gate: PauseGate): Promise<void> {
  const { record } = call.tallied
  record.paused = true
  try {
    await gate.wait(record.job, call.left)
  } finally {
    record.paused = false
  }
}
