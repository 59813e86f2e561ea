import type { QualityCheckId } from '@hg/contracts'
import { visit } from 'unist-util-visit'
import type { Finding, Mend } from '../finding.ts'
import { offsetsOf } from '../piece/blocks.ts'
import { type Piece, textOf } from '../piece/piece.ts'
import type { Segment } from './segment.ts'

/** A call that mends more would write the piece anew. */
const mostSegments = 30

type Planned = Pick<Segment, 'where' | 'start' | 'end' | 'checks' | 'instructions' | 'newWords'>

/**
 * The smallest passages whose rewriting could mend what was found, in the order in which they stand: sentences where they
 * can be cut out whole, blocks otherwise, and places to put something in. Overlapping ones become one.
 */
export function planSegments(piece: Piece, findings: Finding[]): Segment[] {
  const planned = findings.flatMap(({ check, mends }) => mends.map((mend) => plan(piece, check.id, mend)))
  return merge(planned)
    .slice(0, mostSegments)
    .map((one, index) => finish(piece, one, index + 1))
}

function plan(piece: Piece, check: QualityCheckId, mend: Mend): Planned {
  return {
    where: mend.where,
    ...rangeOf(piece, mend),
    checks: [check],
    instructions: [mend.instruction],
    newWords: mend.newWords ?? 0,
  }
}

function rangeOf(piece: Piece, mend: Mend): { start: number; end: number } {
  const { where, start, end, unit } = mend
  if (where !== 'content') return { start: 0, end: textOf(piece, where).length }
  if (unit === 'insertion' || unit === 'range') return { start, end }
  const sentence = unit === 'sentence' && piece.sentences.find((one) => one.start <= start && end <= one.end)
  if (sentence && cutsNothing(piece, sentence)) return { start: sentence.start, end: sentence.end }
  const holds = (one: { start: number; end: number }) => one.start <= start && end <= one.end
  const block = piece.blocks.find(holds) ?? piece.seams.find(holds)
  return block ? { start: block.start, end: block.end } : { start, end }
}

const marked = new Set(['emphasis', 'strong', 'delete', 'link', 'inlineCode', 'image', 'linkReference'])

/** True where a range begins and ends outside, or inside, every mark: no bold begins in it that ends elsewhere. */
function cutsNothing(piece: Piece, { start, end }: { start: number; end: number }): boolean {
  let isWhole = true
  visit(piece.tree, (node) => {
    if (!marked.has(node.type)) return
    const mark = offsetsOf(node)
    const apart = mark.end <= start || end <= mark.start
    const inside = start <= mark.start && mark.end <= end
    const around = mark.start < start && end < mark.end
    if (!apart && !inside && !around) isWhole = false
  })
  return isWhole
}

/** In order; what overlaps is one, and so is what is put in at one place, or inside something that is written anew. */
function merge(planned: Planned[]): Planned[] {
  const merged: Planned[] = []
  for (const one of planned.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const before = merged.findLast(({ where }) => where === one.where)
    const isSame = before?.start === one.start && before.end === one.end
    if (!before || !(isSame || one.start < before.end)) {
      merged.push({ ...one })
      continue
    }
    before.end = Math.max(before.end, one.end)
    before.checks = [...new Set([...before.checks, ...one.checks])]
    before.instructions = [...new Set([...before.instructions, ...one.instructions])]
    before.newWords += one.newWords
  }
  return merged
}

function finish(piece: Piece, one: Planned, number: number): Segment {
  const before = textOf(piece, one.where).slice(one.start, one.end)
  const isInsertion = one.where === 'content' && one.start === one.end
  const home = piece.blocks.find(({ start, end }) => start <= one.start && one.end <= end)
  const isOneLine = one.where !== 'content' || (!isInsertion && (home?.isNested === true || home?.kind === 'heading'))
  return { number, ...one, before, isOneLine, around: isInsertion ? spaceAround(piece, one.start) : 'none' }
}

function spaceAround({ content, seams }: Piece, place: number): Segment['around'] {
  if (content === '') return 'none'
  return place === 0 || seams.some(({ start }) => start === place) ? 'blank_line_after' : 'blank_line_before'
}
