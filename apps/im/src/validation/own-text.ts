/** One line that the template's author wrote, without its tags and values. */
export interface OwnLine {
  part: 'system_template' | 'template'
  /** From 1. */
  line: number
  text: string
}

const opening = /\{%-?\s*(comment|raw)\b|\{\{|\{%/g
const ends = {
  '{{': /\}\}/g,
  '{%': /%\}/g,
  comment: /\{%-?\s*endcomment\s*-?%\}/g,
  raw: /\{%-?\s*endraw\s*-?%\}/g,
}

/**
 * A source with its tags, values and comments blanked, every other character where it was. Looks for an end that is not there
 * once, and not from each of thousands of beginnings.
 */
export function blankTags(source: string): string {
  const missing = new Set<keyof typeof ends>()
  const endOf = (kind: keyof typeof ends, from: number): number | null => {
    if (missing.has(kind)) return null
    const end = ends[kind]
    end.lastIndex = from
    if (end.test(source)) return end.lastIndex
    missing.add(kind)
    return null
  }
  let blanked = ''
  let at = 0
  for (let from = 0; ;) {
    opening.lastIndex = from
    const found = opening.exec(source)
    if (!found) return blanked + source.slice(at)
    const [begin, block] = found
    const inside = found.index + begin.length
    const end =
      (block === undefined ? null : endOf(block as 'comment' | 'raw', inside)) ??
      endOf(begin === '{{' ? '{{' : '{%', inside)
    from = end ?? found.index + 2
    if (end === null) continue
    blanked += source.slice(at, found.index) + source.slice(found.index, end).replace(/[^\n]/g, ' ')
    at = end
  }
}

/** Line by line, what the author wrote in a part. */
export function ownLines(part: OwnLine['part'], source: string): OwnLine[] {
  return blankTags(source)
    .split('\n')
    .map((text, index) => ({ part, line: index + 1, text }))
    .filter(({ text }) => text.trim() !== '')
}
