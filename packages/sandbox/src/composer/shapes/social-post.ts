import { capitalise } from '../language/words.ts'
import type { Draft, Section } from '../write/draft.ts'
import { endingFor } from '../write/ending.ts'
import { metaDescriptionFor } from '../write/meta-description.ts'
import { placeSentence } from '../write/place-sentence.ts'
import { listFor } from '../write/set-pieces.ts'
import { fillShortForm } from './fill-short-form.ts'
import { titleFor } from '../write/title.ts'
import type { Writer } from '../write/writer.ts'

function hashtag(phrase: string): string {
  return `#${phrase
    .split(/[^\p{L}\p{N}]+/u)
    .map(capitalise)
    .join('')}`
}

/** A post with an opening line, a short list and hashtags, and a shorter version of it. */
export function writeSocialPost(writer: Writer): Draft {
  const { brief, library } = writer
  const { max } = brief.wordCount
  const post: Section = { heading: 'The post', intent: 'signs', blocks: [] }
  const shorter: Section = { heading: 'A shorter version', intent: 'why', blocks: [] }
  const opening = library.layers
    .map((layer) => writer.sayOneOf(layer.openings ?? []))
    .find((text) => text !== undefined)
  if (opening) post.blocks.push({ kind: 'text', sentences: [opening], isFixed: true })
  if (max >= 110) post.blocks.push(...listFor(writer, 'signs', 3))
  const short = writer.sayOneOf(['Short and plain: {topic}.', 'One thought on {topic}.', 'Today’s subject: {topic}.'])
  if (short) placeSentence(shorter, short)
  const tags = [...brief.keywords, ...brief.relatedTerms].slice(0, 5).map(hashtag)
  const ending = endingFor(writer)
  if (tags.length > 0) ending.splice(1, 0, { kind: 'text', sentences: [tags.join(' ')], isFixed: true })
  const draft: Draft = { title: titleFor(writer), intro: [], sections: [post, shorter], ending, metaDescription: '' }
  fillShortForm(writer, draft, [post, shorter])
  draft.metaDescription = metaDescriptionFor(writer, draft.sections)
  return draft
}
