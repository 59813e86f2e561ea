import type { PiecePlace, QualityCheckId } from '@hg/contracts'

/** A passage that is written anew, or (where `before` is empty) a place where something is put in. */
export interface Segment {
  number: number
  where: PiecePlace
  start: number
  end: number
  before: string
  /** True where a line break would break the Markdown around it: in lists, quotes, headings, titles. */
  isOneLine: boolean
  /** For something put in: what it needs around itself. */
  around: 'none' | 'blank_line_before' | 'blank_line_after'
  checks: QualityCheckId[]
  instructions: string[]
  /** Words that are asked for beside what is there. */
  newWords: number
}
