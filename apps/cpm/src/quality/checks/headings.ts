import { finding, type Finding, type Mend, missOf } from '../finding.ts'
import { spanAt } from '../find-phrase.ts'
import type { Block } from '../piece/blocks.ts'
import type { Piece } from '../piece/piece.ts'
import type { Heading } from '../piece/sections.ts'

/**
 * The body starts below the title (no level 1), skips no level on the way down, goes no deeper than `maxDepth`, and has
 * at least `minH2` sections.
 */
export function checkHeadings(piece: Piece, rule: { minH2: number; maxDepth: number }): Finding {
  const faults: { heading: Heading; level: number; note: string }[] = []
  let above = 1
  for (const heading of piece.headings) {
    const { depth } = heading
    const right = Math.max(2, Math.min(depth, above + 1, rule.maxDepth))
    if (depth === 1) faults.push({ heading, level: 2, note: 'a second title' })
    else if (depth > above + 1)
      faults.push({ heading, level: right, note: `level ${depth} directly below level ${above}` })
    else if (depth > rule.maxDepth) faults.push({ heading, level: right, note: `deeper than level ${rule.maxDepth}` })
    above = depth
  }
  const sections = piece.headings.filter((heading) => heading.depth === 2).length
  const lacking = Math.max(0, rule.minH2 - sections)
  return finding(piece, {
    id: 'headings',
    label: 'Headings',
    severity: 'error',
    expected: `at least ${rule.minH2} sections, no skipped level, none below level ${rule.maxDepth}`,
    actual: `${sections} sections, ${piece.headings.length} headings`,
    miss: Math.min(1, missOf(faults.length) + (lacking === 0 ? 0 : lacking / rule.minH2)),
    evidence: [
      ...faults.map(({ heading, note }) => `${note}: "${heading.text}"`),
      ...(lacking > 0 ? [`${sections} sections where ${rule.minH2} are needed`] : []),
    ],
    spans: faults.map(({ heading, note }) => spanAt(piece, 'content', heading, note)),
    mends: [
      ...faults.map(({ heading: { start, end }, level }): Mend => {
        const instruction = `Make this a heading of level ${level}: the same words after "${'#'.repeat(level)} ".`
        return { where: 'content', start, end, unit: 'range', instruction }
      }),
      ...(lacking > 0 ? addHeadings(piece, lacking, faults.length) : []),
    ],
  })
}

const boldLine = /^(?:\*\*|__)(?!\s)[^*_\n]+(?:\*\*|__)$/

/** Lines in bold that stand for headings become some; where there are too few, headings are put in between paragraphs. */
function addHeadings(piece: Piece, lacking: number, becomingSections: number): Mend[] {
  const missing = Math.max(0, lacking - becomingSections)
  const top = piece.blocks.filter(({ kind, isNested }) => kind === 'paragraph' && !isNested)
  const bold = top.filter(({ start, end }) => boldLine.test(piece.content.slice(start, end)))
  const turned = bold.map(({ start, end }): Mend => {
    const instruction = 'This line is a heading in bold. Write it as one of level 2: the same words after "## ".'
    return { where: 'content', start, end, unit: 'range', instruction }
  })
  const stillMissing = Math.max(0, missing - turned.length)
  const others = top.filter((block) => !bold.includes(block))
  return [...turned, ...spread(others, stillMissing).map(headingBefore)]
}

/** So many of the blocks, evenly apart; the first stays an introduction where there is room. */
function spread(blocks: Block[], count: number): Block[] {
  const rest = blocks.length > count ? blocks.slice(1) : blocks
  return Array.from({ length: Math.min(count, rest.length) }, (_, index) => {
    return rest[Math.floor((index * rest.length) / count)]
  }).filter((block) => block !== undefined)
}

function headingBefore({ start }: Block): Mend {
  const instruction = 'Write one heading of level 2 ("## ...") that says what the text below it says; nothing else.'
  return { where: 'content', start, end: start, unit: 'insertion', instruction }
}
