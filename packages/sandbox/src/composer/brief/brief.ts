import type { ContentType, Range } from '@hg/contracts'

/** What the composer understood of a prompt. Lists are empty and texts absent where the prompt says nothing. */
export type Brief = {
  topic: string
  contentType: ContentType
  keywords: string[]
  /** Terms that may appear, none of which must. */
  relatedTerms: string[]
  sections: string[]
  wordCount: Range
  titleLength: Range
  metaLength: Range
  minSections: number
  maxDepth: number
  callToAction?: string
  mustInclude: string[]
  neverUse: string[]
  disclaimers: string[]
  brand?: string
  audience?: string
  tone: Tone
  pointOfView: 'we' | 'you'
  propositions: string[]
  links: { anchor: string; url: string }[]
  /** Wordings of the brand: what to write instead of what. */
  terms: { from: string; to: string }[]
  /** Sentences and points of the free text that came with the request. */
  notes: { sentences: string[]; points: string[] }
}

export type Tone = 'plain' | 'warm' | 'formal'
