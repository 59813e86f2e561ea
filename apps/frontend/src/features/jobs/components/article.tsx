import { markdownTrouble } from '@hg/contracts'
import { useMemo } from 'react'
import Markdown, { type Components, type Options } from 'react-markdown'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import { Notice } from '#components/ui/notice.tsx'
import { markPassages } from '../mark-passages.ts'
import { type Marking, MarkingContext, noMarking, Passage } from './passage.tsx'

/** Markdown's own elements and our marks; pictures would call foreign servers, so their description stands in. */
const allowed = {
  ...defaultSchema,
  tagNames: [...(defaultSchema.tagNames ?? []).filter((name) => name !== 'picture'), 'mark'],
  attributes: { ...defaultSchema.attributes, mark: ['dataFind'] },
}

const components: Components = {
  h1: ({ node: _, ...props }) => <h2 {...props} />,
  a: ({ node: _, ...props }) => <a {...props} target="_blank" rel="noopener noreferrer nofollow" />,
  img: ({ alt }) => <em>[Picture{alt ? `: ${alt}` : ''}]</em>,
  mark: ({ node, children }) => <Passage find={String(node?.properties.dataFind ?? '')}>{children}</Passage>,
}

/**
 * A written piece, rendered. Raw HTML in it is shown as nothing: only Markdown counts. One that would hold up the browser is
 * shown as it was typed.
 */
export function Article({ markdown, marking = noMarking }: { markdown: string; marking?: Marking }) {
  const trouble = useMemo(() => markdownTrouble(markdown), [markdown])
  const { marks } = marking
  const remarkPlugins = useMemo<Options['remarkPlugins']>(
    () => (marks.length === 0 ? [remarkGfm] : [remarkGfm, [markPassages, { markdown, marks }]]),
    [markdown, marks],
  )
  if (trouble !== null) return <AsTyped markdown={markdown} why={trouble} />
  return (
    <MarkingContext value={marking}>
      <Markdown
        remarkPlugins={remarkPlugins}
        rehypePlugins={[[rehypeSanitize, allowed]]}
        components={components}
        skipHtml
      >
        {markdown}
      </Markdown>
    </MarkingContext>
  )
}

function AsTyped({ markdown, why }: { markdown: string; why: string }) {
  return (
    <>
      <Notice title="Shown as it was typed" className="font-sans">
        <p>The text has {why}: too much to be laid out, as a page or in Word. It can be had as Markdown.</p>
      </Notice>
      <pre className="max-h-[80vh] overflow-auto font-mono text-sm wrap-anywhere whitespace-pre-wrap">{markdown}</pre>
    </>
  )
}
