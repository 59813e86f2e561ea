import { syllable } from 'syllable'
import { finding, type Finding, missOfRange } from '../finding.ts'
import { spanAt } from '../find-phrase.ts'
import { wordsOf } from '../piece/count-words.ts'
import type { Passage, Piece } from '../piece/piece.ts'
import { describeRange } from './describe-range.ts'

/** Less text says nothing about a grade: the formula was made on samples of a hundred words. */
const fewestWords = 100
const mostMends = 8

/** True where a formula is known: Flesch-Kincaid is of English. */
export function hasReadingFormula(language: string): boolean {
  return language.toLowerCase().split('-')[0] === 'en'
}

interface Measured extends Passage {
  words: number
  syllables: number
}

/**
 * The school grade of a text by Flesch-Kincaid: 0.39 · words per sentence + 11.8 · syllables per word − 15.59 (Kincaid,
 * Fishburne, Rogers and Chissom, "Derivation of New Readability Formulas", Naval Technical Training Command, 1975).
 */
export function gradeOf(text: { words: number; sentences: number; syllables: number }): number {
  if (text.words === 0 || text.sentences === 0) return 0
  return 0.39 * (text.words / text.sentences) + 11.8 * (text.syllables / text.words) - 15.59
}

/**
 * The grade of the piece's sentences lies within the range. Sentences in paragraphs count; headings, tables and list items
 * without a full stop are no sentences. Null where there is too little text to say.
 */
export function checkReadingLevel(piece: Piece, range: { min_grade?: number; max_grade?: number }): Finding | null {
  const sentences = piece.sentences
    .filter(({ text }) => /[.!?…]["'”’)\]]*$/.test(text))
    .map((one) => measure(one, piece))
  const whole = total(sentences)
  if (whole.words < fewestWords) return null
  const grade = Math.round(gradeOf(whole) * 10) / 10
  const bounds = { min: range.min_grade, max: range.max_grade }
  const limit = range.max_grade ?? Infinity
  const hardest =
    grade > limit
      ? sentences
          .map((one) => ({ one, grade: gradeOf({ ...one, sentences: 1 }) }))
          .filter((hard) => hard.grade > limit && hard.one.words >= 8)
          .toSorted((a, b) => b.grade * b.one.words - a.grade * a.one.words)
          .slice(0, mostMends)
      : []
  return finding(piece, {
    id: 'reading_level',
    label: 'Reading level',
    severity: 'warning',
    expected: `grade ${describeRange(bounds, '')}`,
    actual: `grade ${grade} (Flesch-Kincaid)`,
    miss: missOfRange(grade, bounds),
    evidence: hardest.map((hard) => `grade ${Math.round(hard.grade)}: ${hard.one.text.slice(0, 160).toWellFormed()}`),
    spans: hardest.map((hard) => spanAt(piece, 'content', hard.one, `grade ${Math.round(hard.grade)}`)),
    mends: hardest.map(({ one: { start, end } }) => ({
      where: 'content',
      start,
      end,
      unit: 'sentence',
      instruction: 'Say this in shorter words and shorter sentences, with the same meaning.',
    })),
  })
}

function measure(passage: Passage, piece: Piece): Measured {
  const words = wordsOf(passage.text, piece.language)
  return { ...passage, words: words.length, syllables: words.reduce((sum, { word }) => sum + syllablesOf(word), 0) }
}

const known = new Map<string, number>()

/** Numbers are read as one. Remembered: the same words come again and again. */
function syllablesOf(word: string): number {
  let count = known.get(word)
  if (count === undefined) {
    count = Math.max(1, syllable(word))
    if (known.size > 50_000) known.clear()
    known.set(word, count)
  }
  return count
}

function total(sentences: Measured[]): { words: number; sentences: number; syllables: number } {
  return {
    words: sentences.reduce((sum, { words }) => sum + words, 0),
    sentences: sentences.length,
    syllables: sentences.reduce((sum, { syllables }) => sum + syllables, 0),
  }
}
