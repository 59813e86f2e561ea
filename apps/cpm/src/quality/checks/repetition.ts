import type { EvidenceSpan } from '@hg/contracts'
import { finding, type Finding, missOf, rewriteAt } from '../finding.ts'
import { spanAt } from '../find-phrase.ts'
import { wordsOf } from '../piece/count-words.ts'
import type { Piece } from '../piece/piece.ts'
import { sourceRange } from '../piece/reader-text.ts'

const shortestSentence = 6
const gramWords = 7
const mostTimes = 3

/**
 * No sentence of six words or more stands twice, and no seven words in a row stand more than three times. What must stand
 * word for word may.
 *
 * @param allowed texts that the strategy demands (disclaimers, the call to action)
 */
export function checkRepetition(piece: Piece, allowed: string[]): Finding {
  const free = allowed.map((text) => keyOf(text, piece.language))
  const isFree = (key: string) => free.some((text) => text.includes(key))
  const sentences = repeatedSentences(piece, isFree)
  const grams = repeatedGrams(piece, isFree).filter(
    (span) => !sentences.some((one) => one.start < span.end && span.start < one.end),
  )
  const spans = [...sentences, ...grams]
  return finding(piece, {
    id: 'repetition',
    label: 'Repetition',
    severity: 'warning',
    expected: 'nothing said twice in the same words',
    actual: spans.length === 0 ? 'none found' : `${spans.length} found`,
    miss: missOf(spans.length),
    spans,
    mends: rewriteAt(spans, () => 'This was said before in the same words. Say something new that belongs here.'),
  })
}

function keyOf(text: string, language: string): string {
  return wordsOf(text, language)
    .map(({ word }) => word)
    .join(' ')
}

function repeatedSentences(piece: Piece, isFree: (key: string) => boolean): EvidenceSpan[] {
  const seen = new Set<string>()
  return piece.sentences.flatMap(({ text, start, end }) => {
    const words = wordsOf(text, piece.language)
    if (words.length < shortestSentence) return []
    const key = words.map(({ word }) => word).join(' ')
    if (isFree(key)) return []
    if (seen.has(key)) return [spanAt(piece, 'content', { start, end }, 'said before')]
    seen.add(key)
    return []
  })
}

function repeatedGrams(piece: Piece, isFree: (key: string) => boolean): EvidenceSpan[] {
  const { words } = piece
  const places = new Map<string, number[]>()
  for (let index = 0; index + gramWords <= words.length; index += 1) {
    const key = words
      .slice(index, index + gramWords)
      .map(({ word }) => word)
      .join(' ')
    const known = places.get(key)
    if (known) known.push(index)
    else places.set(key, [index])
  }
  const spans: EvidenceSpan[] = []
  let coveredTo = -1
  const often = [...places].filter(([key, found]) => found.length > mostTimes && !isFree(key))
  for (const index of often.flatMap(([, found]) => found.slice(mostTimes)).toSorted((a, b) => a - b)) {
    const [first, last] = [words[index], words[index + gramWords - 1]]
    if (!first || !last || first.start < coveredTo) continue
    coveredTo = last.end
    const place = sourceRange(piece.reader, piece.content, first.start, last.end)
    spans.push(spanAt(piece, 'content', place, `said more than ${mostTimes} times`))
  }
  return spans
}
