import { capitalise, cutAtWord } from '../language/words.ts'
import type { Draft, Section } from '../write/draft.ts'
import { endingFor } from '../write/ending.ts'
import { metaDescriptionFor } from '../write/meta-description.ts'
import { fillShortForm } from './fill-short-form.ts'
import { titleFor } from '../write/title.ts'
import type { Writer } from '../write/writer.ts'

const headlineChars = 30

/** Headlines and descriptions for advertisements, and a longer text. */
export function writeAds(writer: Writer): Draft {
  const { brief, subject } = writer
  const isTiny = brief.wordCount.max < 100
  const headlines = [
    ...brief.keywords.slice(0, 3).map(capitalise),
    brief.brand ?? '',
    'Clear answers, in writing',
    'Ask before you decide',
    'One call, one next step',
  ]
    .map((text) => cutAtWord(text, headlineChars))
    .filter((text) => text !== '' && !writer.isForbidden(text))
  const descriptions = [
    `${capitalise(subject.phrase)}: ask what is involved, and get a plain answer.`,
    'Find out what to look for, what it takes and what to do next.',
    brief.brand ? `${brief.brand} explains every step before it begins.` : 'Every step is explained before it begins.',
  ].filter((text) => !writer.isForbidden(text))
  const all: Section[] = [
    {
      heading: 'Headlines',
      intent: 'why',
      blocks: [{ kind: 'list', isOrdered: false, items: [...new Set(headlines)].slice(0, isTiny ? 3 : 5) }],
    },
    {
      heading: 'Descriptions',
      intent: 'why',
      blocks: [{ kind: 'list', isOrdered: false, items: descriptions.slice(0, isTiny ? 2 : 3) }],
    },
    { heading: 'Longer text', intent: 'why', blocks: [] },
  ]
  const sections = all.slice(0, isTiny ? 2 : 3)
  const draft: Draft = { title: titleFor(writer), intro: [], sections, ending: endingFor(writer), metaDescription: '' }
  fillShortForm(writer, draft, sections.slice(-1))
  draft.metaDescription = metaDescriptionFor(writer, sections.slice(-1))
  return draft
}
