import type { QualityCheck } from '@hg/contracts'
import { finding, type Finding, type Mend, missOfRange } from '../finding.ts'
import { countWords } from '../piece/count-words.ts'
import { type Piece, readBetween } from '../piece/piece.ts'
import { describeRange } from './describe-range.ts'

/** New words are spread over so many sections at most. */
const mostInsertions = 3
/** A part that is shortened keeps about this share of its words. */
const keptShare = 0.5

/** The body's words lie within the range; either bound may be absent. */
export function checkWordCount(
  piece: Piece,
  range: { min?: number; max?: number },
  severity: QualityCheck['severity'],
): Finding {
  const { min = 0, max = Infinity } = range
  const { wordCount } = piece
  return finding(piece, {
    id: 'word_count',
    label: 'Word count',
    severity,
    expected: describeRange(range, 'words'),
    actual: `${wordCount} words`,
    miss: missOfRange(wordCount, range),
    evidence: [],
    mends: wordCount < min ? lengthen(piece, min, max) : wordCount > max ? shorten(piece, min, max) : [],
  })
}

/** Adds what is missing, and a little for safety, to the shortest sections. */
function lengthen(piece: Piece, min: number, max: number): Mend[] {
  const missing = Math.min(Math.ceil((min - piece.wordCount) * 1.15) + 15, max - piece.wordCount)
  const open = piece.sections.filter(({ end }) => end > 0)
  const inner = open.length > 2 ? open.slice(0, -1) : open
  const homes = inner.toSorted((a, b) => a.words - b.words).slice(0, mostInsertions)
  if (homes.length === 0) return [insertion(piece.content.length, missing, null)]
  const each = Math.ceil(missing / homes.length)
  return homes.map(({ heading, end }) => insertion(end, each, heading?.text ?? null))
}

function insertion(place: number, words: number, heading: string | null): Mend {
  const where = heading === null ? 'here' : `at the end of the section "${heading}"`
  const instruction = `Add about ${words} words ${where} that go deeper without repeating what is said already; paragraphs only, no heading.`
  return { where: 'content', start: place, end: place, unit: 'insertion', instruction, newWords: words }
}

/** Halves the longest paragraphs until enough is gone. */
function shorten(piece: Piece, min: number, max: number): Mend[] {
  const aim = Math.max(min, max - Math.max(10, Math.round(max * 0.03)))
  let excess = piece.wordCount - aim
  const paragraphs = piece.blocks
    .filter(({ kind, isNested }) => kind === 'paragraph' && !isNested)
    .map((block) => ({ block, words: countWords(readBetween(piece.reader, block.start, block.end), piece.language) }))
    .toSorted((a, b) => b.words - a.words)
  const mends: Mend[] = []
  for (const { block, words } of paragraphs) {
    if (excess <= 0 || words < 12) break
    const kept = Math.max(6, Math.floor(words * keptShare), words - excess)
    excess -= words - kept
    const instruction = `Shorten this to at most ${kept} words; keep its facts, keywords and links.`
    mends.push({ where: 'content', start: block.start, end: block.end, unit: 'block', instruction })
  }
  return mends
}
