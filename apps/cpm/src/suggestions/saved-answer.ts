import type { LlmProvider } from '@hg/contracts'

/** An answer that has been paid for, kept with its job until it has been read: no crash has it called for again. */
export interface SavedAnswer {
  text: string
  /** False for one that was cut at its limit. */
  isComplete: boolean
  provider: LlmProvider
  /** As it was asked for. */
  model: string
  modelUsed: string
  /** The first call, or the one that was told what was wrong with the first one's answer. */
  tries: 1 | 2
}
