import { finding, type Finding } from '../finding.ts'
import { wordsOf } from '../piece/count-words.ts'
import { type Piece, readBetween } from '../piece/piece.ts'

/** Of the telling words of the call, so many stand together near the end. */
const neededShare = 0.75
/** The last part of a piece, of its words. */
const endShare = 0.5

/** The reader is asked, in the second half of the piece, to do what the strategy says: in its words, or most of them in one paragraph. */
export function checkCallToAction(piece: Piece, call: string): Finding {
  const wanted = tellingWords(call, piece.language)
  const from = piece.content.length * (1 - endShare)
  const shares = piece.blocks
    .filter(({ end }) => end >= from)
    .map(({ start, end }) => {
      const here = tellingWords(readBetween(piece.reader, start, end), piece.language)
      return wanted.size === 0 ? 1 : [...wanted].filter((word) => here.has(word)).length / wanted.size
    })
  const best = Math.max(0, ...shares)
  const place = piece.seams.at(-1)?.end ?? piece.content.length
  return finding(piece, {
    id: 'call_to_action',
    label: 'Call to action',
    severity: 'warning',
    expected: call,
    actual: best >= neededShare ? 'asked near the end' : 'not found near the end',
    miss: best >= neededShare ? 0 : 1 - best,
    evidence: best >= neededShare ? [] : [`missing: ${call}`],
    mends: [
      {
        where: 'content',
        start: place,
        end: place,
        unit: 'insertion',
        instruction: `Write one short paragraph that asks the reader for this, in these words: ${call.replace(/\s+/g, ' ')}`,
      },
    ],
  })
}

function tellingWords(text: string, language: string): Set<string> {
  const words = wordsOf(text, language).map(({ word }) => word.replace(/(?:ies|es|s|ing|ed|e)$/, ''))
  const long = words.filter((word) => word.length > 3)
  return new Set(long.length > 0 ? long : words)
}
