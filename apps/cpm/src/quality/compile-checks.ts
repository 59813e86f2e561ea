import {
  type ContentType,
  minSectionsFor,
  type QualityCheck,
  type StrategyConfiguration,
  type TemplateSection,
  wordCountFor,
} from '@hg/contracts'
import { checkBannedPhrases } from './checks/banned-phrases.ts'
import { checkHeadings } from './checks/headings.ts'
import { checkKeywords } from './checks/keywords.ts'
import { checkSections } from './checks/sections.ts'
import { checkWordCount } from './checks/word-count.ts'
import type { Piece } from './piece.ts'

export type Check = (piece: Piece) => QualityCheck

/**
 * Compiles what the strategy, the request and its content template ask into the checks of one piece. Length and sections are checked against the
 * usual where the strategy is silent, the length then as a warning only; any other rule that nobody set is no check.
 */
export function compileChecks(
  strategy: StrategyConfiguration,
  request: { contentType: ContentType; keywords?: string[]; sections?: TemplateSection[] | undefined },
): Check[] {
  const checks: Check[] = []
  const { content, seo } = strategy

  const asked = content?.word_count
  if (asked?.min !== undefined || asked?.max !== undefined) {
    checks.push((piece) => checkWordCount(piece, asked, 'error'))
  } else {
    checks.push((piece) => checkWordCount(piece, wordCountFor(request.contentType), 'warning'))
  }

  if (request.keywords?.length) {
    const keywords = request.keywords
    checks.push((piece) => checkKeywords(piece, keywords, 'all'))
  } else if (seo?.primary_keywords?.length) {
    const keywords = seo.primary_keywords
    checks.push((piece) => checkKeywords(piece, keywords, 'anyOf'))
  }

  const minH2 = seo?.headings?.min_h2 ?? minSectionsFor(request.contentType)
  const maxDepth = seo?.headings?.max_depth ?? 4
  checks.push((piece) => checkHeadings(piece, { minH2, maxDepth }))

  const required = request.sections?.filter((section) => section.required) ?? []
  if (required.length > 0) checks.push((piece) => checkSections(piece, required))

  const banned = [...new Set([...(content?.banned_phrases ?? []), ...(content?.must_avoid ?? [])])]
  if (banned.length > 0) checks.push((piece) => checkBannedPhrases(piece, banned))
  return checks
}
