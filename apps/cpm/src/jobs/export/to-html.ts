import type { ExportedPiece } from '@hg/contracts'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { parseMarkdown } from './parse-markdown.ts'

// Raw HTML of the piece is dropped by remark-rehype, which leaves Markdown's own elements; what is left of those is sanitised.
const renderer = unified().use(remarkRehype).use(rehypeSanitize, defaultSchema).use(rehypeStringify)

const style = `
body { max-width: 42rem; margin: 3rem auto; padding: 0 1.25rem; color: #1b1b1b; background: #fff;
  font: 1.0625rem/1.65 Georgia, 'Times New Roman', serif; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 2.1rem; } h2 { margin-top: 2.4em; }
table { width: 100%; border-collapse: collapse; } th, td { padding: .45em .7em; border: 1px solid #ccc; text-align: left; }
blockquote { margin-inline: 0; padding-inline-start: 1.2em; border-inline-start: 3px solid #ccc; color: #555; }
pre { overflow-x: auto; padding: 1em; background: #f4f4f4; } img { max-width: 100%; }`

/** A piece as a page that stands alone: semantic elements, no script, nothing fetched but the pictures it names. */
export async function toHtml(piece: ExportedPiece): Promise<string> {
  const { title, topic, meta_description, language, content } = piece
  const tree = await renderer.run(parseMarkdown(content))
  const description =
    meta_description === null ? '' : `<meta name="description" content="${escapeHtml(meta_description)}">\n`
  const heading = title === null ? '' : `<h1>${escapeHtml(title)}</h1>\n`
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title ?? topic)}</title>
${description}<style>${style}
</style>
</head>
<body>
<main>
<article>
${heading}${renderer.stringify(tree)}
</article>
</main>
</body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
