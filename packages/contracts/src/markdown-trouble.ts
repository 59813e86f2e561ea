/** What a text may hold to be laid out in good time. Nothing that a person reads comes near any of them. */
const most = { lines: 10_000, cells: 10_000, marks: 20_000, brackets: 20_000, nested: 20, indent: 80 } as const
/** In one paragraph: the parser compares each with all before it. */
const mostInParagraph = { brackets: 2000, marks: 2000 } as const

/** The signs that open quotes and lists, as far as they go at the start of a line. */
const containers = /^(?:[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+/
const container = />|[-+*]|\d{1,9}[.)]/g

/**
 * Why a Markdown text cannot be laid out in good time, in words that follow "it has"; null where it can. Parsers take time in
 * the square of nesting, brackets and marks, so that a small text could hold up a process for minutes. Reading takes
 * time in the length of the text only.
 */
export function markdownTrouble(markdown: string): string | null {
  const lines = markdown.split('\n')
  if (lines.length > most.lines) return `more than ${most.lines} lines`
  if (lines.some(isTooNested)) return `quotes or lists more than ${most.nested} deep`
  if (count(markdown, '|') > most.cells) return `more than ${most.cells} table cells`
  if (countBrackets(markdown) > most.brackets) return `more than ${most.brackets} brackets`
  if (countMarks(markdown) > most.marks) return `more than ${most.marks} marks of emphasis or code`
  for (const paragraph of paragraphsOf(lines)) {
    if (paragraph.length <= mostInParagraph.brackets) continue
    if (countBrackets(paragraph) > mostInParagraph.brackets)
      return `more than ${mostInParagraph.brackets} brackets in one paragraph`
    if (countMarks(paragraph) > mostInParagraph.marks)
      return `more than ${mostInParagraph.marks} marks of emphasis or code in one paragraph`
  }
  return null
}

function isTooNested(line: string): boolean {
  const opening = containers.exec(line)?.[0]
  if (opening === undefined) return false
  return opening.search(/[^ \t]/) > most.indent || (opening.match(container)?.length ?? 0) > most.nested
}

/** Stretches without an empty line. */
function paragraphsOf(lines: string[]): string[] {
  const paragraphs: string[][] = [[]]
  for (const line of lines) {
    if (line.trim() === '') paragraphs.push([])
    else paragraphs.at(-1)?.push(line)
  }
  return paragraphs.map((paragraph) => paragraph.join('\n'))
}

function countBrackets(text: string): number {
  return count(text, '[') + count(text, ']')
}

function countMarks(text: string): number {
  return text.match(/[*_~]+|`+/g)?.length ?? 0
}

function count(text: string, sign: string): number {
  let found = 0
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) found += 1
  return found
}
