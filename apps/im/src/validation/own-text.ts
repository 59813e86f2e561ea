/** One line that the template's author wrote, without its tags and values. */
export interface OwnLine {
  part: 'system_template' | 'template'
  /** From 1. */
  line: number
  text: string
}

const tag = /\{%-?\s*(comment|raw)\s*-?%\}[\s\S]*?\{%-?\s*end\1\s*-?%\}|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g

/** A source with its tags, values and comments blanked, every other character where it was. */
export function blankTags(source: string): string {
  return source.replace(tag, (found) => found.replace(/[^\n]/g, ' '))
}

/** Line by line, what the author wrote in a part. */
export function ownLines(part: OwnLine['part'], source: string): OwnLine[] {
  return blankTags(source)
    .split('\n')
    .map((text, index) => ({ part, line: index + 1, text }))
    .filter(({ text }) => text.trim() !== '')
}
