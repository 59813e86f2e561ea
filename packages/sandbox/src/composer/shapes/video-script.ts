import type { Block, Draft } from '../write/draft.ts'
import { trimToLength } from '../write/fill.ts'
import { writeArticle } from '../write/write-article.ts'
import type { Writer } from '../write/writer.ts'

const pictures = [
  'a wide shot of the place, without music',
  'a close view of what the narrator describes',
  'the points appear one after the other',
  'hands at work, shown without a cut',
  'the same picture as at the beginning, a little brighter',
]

/** A script: for each part what is seen and what is said. */
export function writeVideoScript(writer: Writer): Draft {
  const draft = writeArticle(writer)
  const speak = (block: Block): Block =>
    block.kind === 'text'
      ? { ...block, sentences: [`**Narrator:** ${block.sentences[0] ?? ''}`, ...block.sentences.slice(1)] }
      : block
  draft.intro = draft.intro.map(speak)
  draft.sections = draft.sections.map((section, index) => {
    const seen: Block = {
      kind: 'text',
      sentences: [`**On screen:** ${pictures[index % pictures.length]}.`],
      isFixed: true,
    }
    return { ...section, blocks: [seen, ...section.blocks.map(speak)] }
  })
  // The stage directions came on top; the last spoken sentences make room for them.
  const spoken = draft.sections.flatMap((section) =>
    section.blocks.flatMap((block) =>
      block.kind === 'text' && !block.isFixed ? block.sentences.slice(1).map((sentence) => ({ block, sentence })) : [],
    ),
  )
  trimToLength(draft, spoken, writer.brief.wordCount.max)
  return draft
}
