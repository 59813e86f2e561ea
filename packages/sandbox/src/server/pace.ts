import { setTimeout as sleep } from 'node:timers/promises'

/** How fast answers come: at once, pleasant to watch (an article in two to three seconds), or in tokens per second. */
export type Pace = 'instant' | 'natural' | number

export type Pacer = {
  /** Waits for the first token. */
  start: () => Promise<void>
  /** Waits until text is due and returns how many tokens may go now, at least one. */
  nextTokens: () => Promise<number>
}

const firstTokenMs = 300
const naturalTokensPerSecond = 450
/** Shorter waits than this would send a frame per token at speeds that nobody can read. */
const tickMs = 20
const tokensPerFrameAtOnce = 48

/** Tokens per second of a pace; `Infinity` for at once. */
export function tokensPerSecondOf(pace: Pace): number {
  if (pace === 'instant') return Infinity
  return pace === 'natural' ? naturalTokensPerSecond : pace
}

/** Lets tokens through at a steady rate. Its waits end with an `AbortError` when the signal fires. */
export function createPacer(tokensPerSecond: number, signal: AbortSignal): Pacer {
  if (tokensPerSecond === Infinity) {
    return { start: async () => signal.throwIfAborted(), nextTokens: async () => tokensPerFrameAtOnce }
  }
  let startedAtMs = 0
  let sent = 0
  return {
    async start() {
      await sleep(firstTokenMs, undefined, { signal })
      startedAtMs = performance.now()
    },
    async nextTokens() {
      const nextIsDueMs = startedAtMs + ((sent + 1) / tokensPerSecond) * 1000
      await sleep(Math.max(tickMs, nextIsDueMs - performance.now()), undefined, { signal })
      const due = Math.floor(((performance.now() - startedAtMs) / 1000) * tokensPerSecond)
      const tokens = Math.max(1, due - sent)
      sent += tokens
      return tokens
    },
  }
}
