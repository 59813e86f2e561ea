import { capitalise } from '../language/words.ts'
import type { Draft, Section } from '../write/draft.ts'
import { endingFor } from '../write/ending.ts'
import { metaDescriptionFor } from '../write/meta-description.ts'
import { placeSentence } from '../write/place-sentence.ts'
import { listFor } from '../write/set-pieces.ts'
import { titleFor } from '../write/title.ts'
import type { Writer } from '../write/writer.ts'
import { fillShortForm } from './fill-short-form.ts'

function hashtag(phrase: string): string {
  return `#${phrase
    .split(/[^\p{L}\p{N}]+/u)
    .map(capitalise)
    .join('')}`
}

function openingOf(writer: Writer): string | undefined {
  return writer.library.layers.map((layer) => writer.sayOneOf(layer.openings ?? [])).find((text) => text !== undefined)
}

/** A post with an opening line and hashtags; with more room also a list, and a shorter version of it. */
export function writeSocialPost(writer: Writer): Draft {
  const { brief } = writer
  const { max } = brief.wordCount
  const post: Section = { heading: 'The post', intent: 'signs', blocks: [] }
  const shorter: Section = { heading: 'A shorter version', intent: 'why', blocks: [] }
  const sections = max >= 110 ? [post, shorter] : [post]
  const ending = endingFor(writer)
  const opening = max >= 60 ? openingOf(writer) : undefined
  if (opening) post.blocks.push({ kind: 'text', sentences: [opening] })
  if (max >= 130) post.blocks.push(...listFor(writer, 'signs', 3))
  const short = writer.sayOneOf(['Short and plain: {topic}.', 'One thought on {topic}.', 'Today’s subject: {topic}.'])
  if (short && sections.length > 1) placeSentence(shorter, short)
  const tags = [...brief.keywords, ...brief.relatedTerms].slice(0, max >= 110 ? 5 : 2).map(hashtag)
  if (tags.length > 0)
    ending.splice(-brief.disclaimers.length || 1, 0, { kind: 'text', sentences: [tags.join(' ')], isFixed: true })
  const draft: Draft = { title: titleFor(writer), intro: [], sections, ending, metaDescription: '' }
  fillShortForm(writer, draft, sections)
  draft.metaDescription = metaDescriptionFor(writer, draft.sections)
  return draft
}
