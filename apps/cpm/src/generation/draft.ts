import type { LlmProvider, RepairRound } from '@hg/contracts'
import type { ParsedAnswer } from './parse-answer.ts'

/** A piece as it stands, to be checked. */
export interface Draft extends ParsedAnswer {
  /** False for a piece that stops in the middle. */
  isComplete: boolean
}

/** Who wrote a piece: what it is asked for by, and what answered. */
export interface Author {
  provider: LlmProvider
  model: string
  modelUsed: string
}

/** What is kept of a piece before a repair, so that a crash neither loses it nor has it written twice. */
export interface SavedDraft {
  draft: Draft
  author: Author
  /** The one that was begun last is in it, as lost. */
  repairs: RepairRound[]
}
