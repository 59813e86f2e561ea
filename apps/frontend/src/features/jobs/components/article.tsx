import Markdown, { type Components } from 'react-markdown'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'

/** Markdown's own elements and nothing else; pictures would call foreign servers, so their description stands in. */
const allowed = { ...defaultSchema, tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== 'picture') }

const components: Components = {
  h1: ({ node: _, ...props }) => <h2 {...props} />,
  a: ({ node: _, ...props }) => <a {...props} target="_blank" rel="noopener noreferrer nofollow" />,
  img: ({ alt }) => <em>[Picture{alt ? `: ${alt}` : ''}]</em>,
}

/** A written piece, rendered. Raw HTML in it is shown as nothing: only Markdown counts. */
export function Article({ markdown }: { markdown: string }) {
  return (
    <Markdown remarkPlugins={[remarkGfm]} rehypePlugins={[[rehypeSanitize, allowed]]} components={components} skipHtml>
      {markdown}
    </Markdown>
  )
}
