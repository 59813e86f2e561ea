import type { Segment } from './segment.ts'

/** What of a piece can be written anew. */
export interface Texts {
  title: string | null
  metaDescription: string | null
  content: string
}

/**
 * Puts replacements in the place of segments. All text outside the replaced segments stays as it is, byte for byte; a segment
 * without a replacement stays, too.
 *
 * @param replacements by the segments' numbers
 */
export function splice(texts: Texts, segments: Segment[], replacements: ReadonlyMap<number, string>): Texts {
  const edit = (where: Segment['where'], text: string) => {
    const edits = segments
      .filter((segment) => segment.where === where && replacements.has(segment.number))
      .toSorted((a, b) => a.start - b.start || a.end - b.end)
    let result = ''
    let from = 0
    for (const segment of edits) {
      result += text.slice(from, segment.start) + withSpace(segment, replacements.get(segment.number) ?? '')
      from = segment.end
    }
    return result + text.slice(from)
  }
  const isTouched = (where: Segment['where']) =>
    segments.some((segment) => segment.where === where && replacements.has(segment.number))
  return {
    title: isTouched('title') ? edit('title', texts.title ?? '') : texts.title,
    metaDescription: isTouched('meta_description')
      ? edit('meta_description', texts.metaDescription ?? '')
      : texts.metaDescription,
    content: edit('content', texts.content),
  }
}

function withSpace({ around }: Segment, text: string): string {
  if (text === '') return ''
  return around === 'blank_line_before' ? `\n\n${text}` : around === 'blank_line_after' ? `${text}\n\n` : text
}
