import type { ContentType, QualityCheck, StrategyConfiguration } from '@hg/contracts'
import { checkBannedPhrases } from './checks/banned-phrases.ts'
import { checkHeadings } from './checks/headings.ts'
import { checkKeywords } from './checks/keywords.ts'
import { checkWordCount } from './checks/word-count.ts'
import type { Piece } from './piece.ts'

export type Check = (piece: Piece) => QualityCheck

/** Types that are short by nature: no sections are asked of them unless the strategy does. */
const short: ReadonlySet<ContentType> = new Set([
  'email',
  'social_post',
  'ad_copy',
  'meta_tags',
  'product_description',
  'press_release',
])

/** Compiles what the strategy and the request ask into the checks of one piece. A rule that nobody set is no check. */
export function compileChecks(
  strategy: StrategyConfiguration,
  request: { contentType: ContentType; keywords?: string[] },
): Check[] {
  const checks: Check[] = []
  const { content, seo } = strategy

  const range = content?.word_count
  if (range && (range.min !== undefined || range.max !== undefined))
    checks.push((piece) => checkWordCount(piece, range))

  if (request.keywords?.length) {
    const keywords = request.keywords
    checks.push((piece) => checkKeywords(piece, keywords, 'all'))
  } else if (seo?.primary_keywords?.length) {
    const keywords = seo.primary_keywords
    checks.push((piece) => checkKeywords(piece, keywords, 'anyOf'))
  }

  const minH2 = seo?.headings?.min_h2 ?? (short.has(request.contentType) ? 0 : 2)
  const maxDepth = seo?.headings?.max_depth ?? 4
  checks.push((piece) => checkHeadings(piece, { minH2, maxDepth }))

  const banned = [...new Set([...(content?.banned_phrases ?? []), ...(content?.must_avoid ?? [])])]
  if (banned.length > 0) checks.push((piece) => checkBannedPhrases(piece, banned))
  return checks
}
