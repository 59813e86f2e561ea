import type { Nodes } from 'mdast'
import { visit } from 'unist-util-visit'
import { finding, type Finding, type Mend, missOf } from '../finding.ts'
import { spanAt } from '../find-phrase.ts'
import { offsetsOf } from '../piece/blocks.ts'
import type { Piece } from '../piece/piece.ts'

interface Fault {
  start: number
  end: number
  note: string
}

/** The body is whole Markdown: nothing opened and not closed, no empty link, no table with missing cells, no raw HTML. */
export function checkMarkdown(piece: Piece): Finding {
  const faults = faultsOf(piece).toSorted((a, b) => a.start - b.start)
  return finding(piece, {
    id: 'markdown',
    label: 'Markdown',
    severity: 'error',
    expected: 'whole Markdown, no HTML',
    actual: faults.length === 0 ? 'in order' : `${faults.length} broken`,
    miss: missOf(faults.length),
    spans: faults.map((fault) => spanAt(piece, 'content', fault, fault.note)),
    mends: faults.map(({ start, end, note }): Mend => {
      const instruction = `The Markdown is broken here (${note}). Write the same text with whole Markdown and no HTML.`
      return { where: 'content', start, end, unit: 'block', instruction }
    }),
  })
}

function faultsOf(piece: Piece): Fault[] {
  const faults: Fault[] = []
  visit(piece.tree, (node) => {
    const place = offsetsOf(node)
    if (node.type === 'html') faults.push({ ...place, note: 'raw HTML' })
    if (node.type === 'link' && (node.url.trim() === '' || node.url === '#'))
      faults.push({ ...place, note: 'a link without an address' })
    if (node.type === 'link' && node.children.length === 0) faults.push({ ...place, note: 'a link without words' })
    if (node.type === 'image' && node.url.trim() === '') faults.push({ ...place, note: 'a picture without an address' })
    if (node.type === 'code' && isOpenFence(piece.content.slice(place.start, place.end)))
      faults.push({ ...place, note: 'a code fence that is not closed' })
    if (node.type === 'table') faults.push(...raggedRows(node))
    if (node.type === 'paragraph')
      faults.push(...brokenTable(piece.content, place), ...linksLeftOpen(piece.content, node))
    if (node.type === 'text') faults.push(...marksLeftOpen(piece.content, place))
  })
  return faults
}

function isOpenFence(code: string): boolean {
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(code)?.[1]
  if (fence === undefined) return false
  const last = code.trimEnd().split('\n').at(-1)?.trim() ?? ''
  return !(code.includes('\n') && last.startsWith(fence) && /^[`~]+$/.test(last))
}

function raggedRows(table: Extract<Nodes, { type: 'table' }>): Fault[] {
  const columns = table.children[0]?.children.length ?? 0
  return table.children
    .filter((row) => row.children.length !== columns)
    .map((row) => ({ ...offsetsOf(row), note: `a table row with ${row.children.length} of ${columns} cells` }))
}

/** Lines with bars that are no table for want of the line below the head. */
function brokenTable(content: string, { start, end }: { start: number; end: number }): Fault[] {
  const lines = content.slice(start, end).split('\n')
  const rows = lines.filter((line) => /^\s*(?:>\s*)?\|.*\|\s*$/.test(line))
  return rows.length >= 2 ? [{ start, end, note: 'a table without the line below its head' }] : []
}

/**
 * Marks that the parser left standing in a text because their other half is missing. Escaped ones are meant, and an asterisk
 * or a bar among spaces is a sign like any other.
 */
const openMarks: [RegExp, string][] = [
  [/(?<![\\*])\*\*(?=[\p{L}\p{N}"“(])|(?<=[\p{L}\p{N}.,:;!?"”)])(?<!\\)\*\*(?!\*)/gu, 'bold that is not closed'],
  [/(?<![\\*\p{L}\p{N}])\*(?=\p{L})(?!\*)|(?<=\p{L})(?<!\\)\*(?![*\p{L}\p{N}])/gu, 'emphasis that is not closed'],
  [/(?<![\\_\p{L}\p{N}])__(?=\p{L})|(?<=\p{L})__(?![_\p{L}\p{N}])/gu, 'bold that is not closed'],
  [/(?<!\\)`(?=\S)/gu, 'code that is not closed'],
]

/** Every part has a bound or an end of its own: texts may be long, and bad. */
const brokenLinks: [RegExp, string][] = [
  [/(?<!\\)!?\[[^\]\n]{0,200}\]\([^)\n]{0,300}$/gmu, 'a link that is not closed'],
  [/(?<!\\)!?\[[^\]\n]{0,200}\]\((?=[^)]{0,300}\s[^)"'\s]{0,300}\))[^)]*\)/gu, 'a link whose address has a space'],
  [/(?<!\\)\]\((?:https?:|\/)[^)\s]*\)?/gu, 'a link that is not opened'],
]

/** What the parser took for no link, in a paragraph whose links and code are whited out. */
function linksLeftOpen(content: string, paragraph: Nodes): Fault[] {
  const { start, end } = offsetsOf(paragraph)
  let text = content.slice(start, end)
  visit(paragraph, (node) => {
    const place = offsetsOf(node)
    const isWhole =
      (node.type === 'link' || node.type === 'image') && /^!?\[/.test(content.slice(place.start, place.end))
    if (!isWhole && node.type !== 'inlineCode') return
    const length = place.end - place.start
    text = text.slice(0, place.start - start) + ' '.repeat(length) + text.slice(place.end - start)
  })
  return findAll(text, start, brokenLinks)
}

function marksLeftOpen(content: string, { start, end }: { start: number; end: number }): Fault[] {
  return findAll(content.slice(start, end), start, openMarks)
}

/** Told of one text: more say nothing more. */
const mostFaults = 500

function findAll(text: string, start: number, patterns: [RegExp, string][]): Fault[] {
  const faults: Fault[] = []
  for (const [pattern, note] of patterns) {
    for (const found of text.matchAll(pattern)) {
      if (faults.length >= mostFaults) return faults
      const at = { start: start + found.index, end: start + found.index + found[0].length }
      if (!faults.some((fault) => fault.start < at.end && at.start < fault.end)) faults.push({ ...at, note })
    }
  }
  return faults
}
