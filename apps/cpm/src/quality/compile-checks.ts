import {
  type ContentType,
  fillRange,
  metaLength,
  minSectionsFor,
  type QualityCheckId,
  type StrategyConfiguration,
  type TemplateSection,
  titleLength,
  wordCountFor,
} from '@hg/contracts'
import { checkBannedPhrases } from './checks/banned-phrases.ts'
import { checkCallToAction } from './checks/call-to-action.ts'
import { checkDisclaimers } from './checks/disclaimers.ts'
import { checkDuplicate, type RecentPiece } from './checks/duplicate.ts'
import { checkHeadings } from './checks/headings.ts'
import { checkInternalLinks } from './checks/internal-links.ts'
import { checkKeywordDensity } from './checks/keyword-density.ts'
import { checkKeywords, checkSecondaryKeywords } from './checks/keywords.ts'
import { checkLanguage, languageName } from './checks/language.ts'
import { checkMarkdown } from './checks/markdown.ts'
import { checkMustInclude } from './checks/must-include.ts'
import { checkPlaceholders } from './checks/placeholders.ts'
import { checkReadingLevel, hasReadingFormula } from './checks/reading-level.ts'
import { checkRepetition } from './checks/repetition.ts'
import { checkSections } from './checks/sections.ts'
import { checkStructure } from './checks/structure.ts'
import { checkTerms } from './checks/terms.ts'
import { checkMetaLength, checkTitleLength } from './checks/title-and-meta-length.ts'
import { checkWordCount } from './checks/word-count.ts'
import type { Finding } from './finding.ts'
import { type Piece, usualLanguage } from './piece/piece.ts'

/** A check that was asked for and could not be made. */
export interface LeftOut {
  id: QualityCheckId
  label: string
  why: string
}

export type Check = (piece: Piece) => Finding | LeftOut

export interface CheckedRequest {
  contentType: ContentType
  keywords?: string[]
  /** Of the content template. */
  sections?: TemplateSection[] | undefined
  /** What was written for the same client of late; compared with where it is given. */
  recent?: RecentPiece[]
}

/** Types that are too short, or not made, to link from. */
const withoutLinks: ReadonlySet<ContentType> = new Set(['social_post', 'ad_copy', 'meta_tags', 'video_script'])
/** Pieces of fewer words have no room for terms that need not be there. */
const roomyWords = 300
/** The deepest heading where a strategy is silent. */
const usualDepth = 4

/**
 * Compiles what the strategy, the request and its content template ask into the checks of one piece. Length, title, meta
 * description and sections are checked against the usual where the strategy is silent, lengths then as warnings only; any
 * other rule that nobody set is no check. Language, placeholders, Markdown and repetition are checked in every piece.
 */
export function compileChecks(strategy: StrategyConfiguration, request: CheckedRequest): Check[] {
  return [
    ...textChecks(strategy, request),
    ...lengthChecks(strategy, request),
    ...orderChecks(strategy, request),
    ...keywordChecks(strategy, request),
    ...wordingChecks(strategy, request),
    ...readingChecks(strategy),
    ...faultChecks(strategy, request),
  ]
}

function textChecks({ content }: StrategyConfiguration, { contentType }: CheckedRequest): Check[] {
  // Tags are words without sentences, of which no language can be told.
  if (contentType === 'meta_tags') return []
  const tag = content?.language ?? usualLanguage
  const why = `there is too little text to tell ${languageName(tag)} by`
  return [(piece) => checkLanguage(piece, tag) ?? { id: 'language', label: 'Language', why }]
}

function lengthChecks({ content, seo }: StrategyConfiguration, { contentType }: CheckedRequest): Check[] {
  const words = content?.word_count
  const isAsked = (range: { min?: number; max?: number } | undefined) =>
    range?.min !== undefined || range?.max !== undefined
  return [
    (piece) =>
      isAsked(words)
        ? checkWordCount(piece, words ?? {}, 'error')
        : checkWordCount(piece, wordCountFor(contentType), 'warning'),
    (piece) =>
      checkTitleLength(
        piece,
        fillRange(seo?.title_length, titleLength),
        isAsked(seo?.title_length) ? 'error' : 'warning',
      ),
    (piece) =>
      checkMetaLength(piece, fillRange(seo?.meta_length, metaLength), isAsked(seo?.meta_length) ? 'error' : 'warning'),
  ]
}

function orderChecks({ content, seo }: StrategyConfiguration, request: CheckedRequest): Check[] {
  const sections = request.sections ?? []
  const listed = sections.length > 0 ? sections.map(({ heading }) => heading) : (content?.structure ?? [])
  const minH2 = seo?.headings?.min_h2 ?? minSectionsFor(request.contentType)
  const maxDepth = seo?.headings?.max_depth ?? usualDepth
  return [
    ...when(
      sections.some(({ required }) => required),
      (piece) => checkSections(piece, sections),
    ),
    ...when(
      listed.length > 0,
      (piece) =>
        checkStructure(piece, listed) ?? { id: 'structure', label: 'Structure', why: 'the piece has no sections' },
    ),
    (piece) => checkHeadings(piece, { minH2, maxDepth }),
  ]
}

function keywordChecks({ content, seo }: StrategyConfiguration, request: CheckedRequest): Check[] {
  const { keywords: asked } = request
  const isRoomy = wordCountFor(request.contentType, content?.word_count).max >= roomyWords
  const primary = seo?.primary_keywords ?? []
  const secondary = seo?.secondary_keywords ?? []
  const keywords = asked?.length ? asked : primary
  const density = seo?.keyword_density
  return [
    ...when(keywords.length > 0, (piece) => checkKeywords(piece, keywords, asked?.length ? 'all' : 'anyOf')),
    ...when(isRoomy && secondary.length > 0, (piece) => checkSecondaryKeywords(piece, secondary)),
    ...(density && keywords.length > 0 ? [(piece: Piece) => checkKeywordDensity(piece, keywords, density)] : []),
  ]
}

function wordingChecks({ content, seo }: StrategyConfiguration, { contentType }: CheckedRequest): Check[] {
  const banned = [...new Set([...(content?.banned_phrases ?? []), ...(content?.must_avoid ?? [])])]
  const terms = Object.entries(content?.term_map ?? {})
  const links = withoutLinks.has(contentType) ? [] : (seo?.internal_links ?? [])
  const disclaimers = content?.required_disclaimers ?? []
  const phrases = content?.must_include ?? []
  const call = content?.cta
  return [
    ...when(phrases.length > 0, (piece) => checkMustInclude(piece, phrases)),
    ...when(banned.length > 0, (piece) => checkBannedPhrases(piece, banned)),
    ...when(terms.length > 0, (piece) => checkTerms(piece, terms)),
    ...when(links.length > 0, (piece) => checkInternalLinks(piece, links)),
    ...when(disclaimers.length > 0, (piece) => checkDisclaimers(piece, disclaimers)),
    ...(call === undefined ? [] : [(piece: Piece) => checkCallToAction(piece, call)]),
  ]
}

function readingChecks({ content }: StrategyConfiguration): Check[] {
  const range = content?.reading_level
  if (range?.min_grade === undefined && range?.max_grade === undefined) return []
  const leftOut = (why: string): LeftOut => ({ id: 'reading_level', label: 'Reading level', why })
  const tag = content?.language ?? usualLanguage
  if (!hasReadingFormula(tag))
    return [() => leftOut(`Flesch-Kincaid grades English only, and the piece is in ${languageName(tag)}`)]
  return [(piece) => checkReadingLevel(piece, range) ?? leftOut('there is too little text to grade')]
}

function faultChecks({ content }: StrategyConfiguration, { recent }: CheckedRequest): Check[] {
  const allowed = [
    ...(content?.required_disclaimers ?? []),
    ...(content?.must_include ?? []),
    ...(content?.cta === undefined ? [] : [content.cta]),
  ]
  return [
    checkPlaceholders,
    checkMarkdown,
    (piece) => checkRepetition(piece, allowed),
    ...(recent ? [(piece: Piece) => checkDuplicate(piece, recent)] : []),
  ]
}

function when(isAsked: boolean, check: Check): Check[] {
  return isAsked ? [check] : []
}
