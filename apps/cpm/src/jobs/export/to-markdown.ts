import type { ExportedPiece } from '@hg/contracts'

/** A piece as a Markdown file: title and meta description in front of it (YAML), then the title as its first heading. */
export function toMarkdown({ title, meta_description, content }: ExportedPiece): string {
  // A JSON string is a YAML string, whatever is in it.
  const matter = [
    ...(title === null ? [] : [`title: ${JSON.stringify(title)}`]),
    ...(meta_description === null ? [] : [`description: ${JSON.stringify(meta_description)}`]),
  ]
  const front = matter.length > 0 ? `---\n${matter.join('\n')}\n---\n\n` : ''
  const heading = title === null || /^# /.test(content.trimStart()) ? '' : `# ${title.replaceAll(/\s+/g, ' ')}\n\n`
  return `${front}${heading}${content.trim()}\n`
}
