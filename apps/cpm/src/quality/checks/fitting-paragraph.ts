import type { Mend } from '../finding.ts'
import { wordsOf } from '../piece/count-words.ts'
import { type Piece, readBetween } from '../piece/piece.ts'

const stem = (word: string) => word.replace(/(?:ies|es|s|ing|ed|e)$/, '')

/**
 * A mend that works something into the paragraph that speaks of it most, and the first one where none does. Where there is
 * no paragraph, one is put in at the end.
 *
 * @param taken starts of paragraphs that others are worked into already; noted here
 */
export function workIn(piece: Piece, about: string, instruction: string, taken: Set<number>): Mend {
  const wanted = new Set(wordsOf(about, piece.language).map(({ word }) => stem(word)))
  const paragraphs = piece.blocks
    .filter(({ kind, isNested }) => kind === 'paragraph' && !isNested)
    .map((block) => {
      const words = wordsOf(readBetween(piece.reader, block.start, block.end), piece.language)
      const hits = words.filter(({ word }) => wanted.has(stem(word))).length
      return { block, hits: hits / Math.sqrt(words.length + 20), words: words.length }
    })
  const roomy = paragraphs.filter(({ words }) => words >= 15)
  const open = (roomy.length > 0 ? roomy : paragraphs).filter(({ block }) => !taken.has(block.start))
  const best = (open.length > 0 ? open : paragraphs).reduce<(typeof paragraphs)[number] | undefined>(
    (most, next) => (!most || next.hits > most.hits ? next : most),
    undefined,
  )
  if (!best) {
    const place = piece.content.length
    return {
      where: 'content',
      start: place,
      end: place,
      unit: 'insertion',
      instruction: `Write a paragraph. ${instruction}`,
    }
  }
  taken.add(best.block.start)
  return { where: 'content', start: best.block.start, end: best.block.end, unit: 'block', instruction }
}
