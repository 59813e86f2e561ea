import type { ContentType, QualityReport, StrategyConfiguration } from '@hg/contracts'
import type { RecentPiece } from './checks/duplicate.ts'
import type { CheckedRequest } from './compile-checks.ts'
import type { Segment } from './repair/segment.ts'

/** A text, and what it is checked against. Plain data: it goes to a thread. */
export interface TextToReview {
  title: string | null
  metaDescription: string | null
  content: string
  /** False for a piece that stops in the middle. */
  isComplete: boolean
  contentType: ContentType
  strategy: StrategyConfiguration
  keywords?: string[] | undefined
  sections?: CheckedRequest['sections']
  recent?: RecentPiece[] | undefined
}

/** What is known of a text once it is checked. Plain data: it comes from a thread. */
export interface Reviewed {
  report: QualityReport
  wordCount: number
  /** What a repair would write anew. */
  segments: Segment[]
  /** The headings of the body, one a line. */
  outline: string
  /** What later pieces of the client are compared with; empty for a piece that is too short for it. */
  signature: number[]
}
