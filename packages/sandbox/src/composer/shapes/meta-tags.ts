import { capitalise, cutAtWord } from '../language/words.ts'
import { fillKeyword, formOf } from '../write/keyword-phrases.ts'
import type { Draft, Section } from '../write/draft.ts'
import { endingFor } from '../write/ending.ts'
import { metaDescriptionFor } from '../write/meta-description.ts'
import { fillShortForm } from './fill-short-form.ts'
import { titleFor } from '../write/title.ts'
import type { Writer } from '../write/writer.ts'

const titleChars = 60
const descriptionChars = 155

/** Title tags and meta descriptions to choose from, and a text for social previews. */
export function writeMetaTags(writer: Writer): Draft {
  const { brief, subject, random } = writer
  const isTiny = brief.wordCount.max < 100
  const brand = brief.brand ? ` | ${brief.brand}` : ''
  const forms = brief.keywords.slice(0, 3).map((keyword) => formOf(keyword))
  const titles = [
    `${cutAtWord(subject.heading, titleChars - brand.length)}${brand}`,
    ...(isTiny ? [] : [cutAtWord(subject.heading, titleChars)]),
    ...forms.map((form) =>
      cutAtWord(
        capitalise(fillKeyword(form.isTyped ? form.keyword : isTiny ? '{Np}' : 'What to know about {np}', form)),
        titleChars,
      ),
    ),
  ]
  const descriptions = random.shuffle([
    `What to know about ${subject.phrase}: what is involved, what to look for and what to do next.`,
    `${capitalise(subject.phrase)}, explained in plain words, with a clear next step.`,
    ...forms.map((form) => fillKeyword(`Questions about {np}? Find out what matters and what can wait.`, form)),
    `A plain look at ${subject.phrase}, for people who would like to decide with open eyes.`,
  ])
  const shortest = descriptions.toSorted((a, b) => a.length - b.length)
  const list = (items: string[]): Section['blocks'] => [
    { kind: 'list', isOrdered: false, items: [...new Set(items)].filter((item) => !writer.isForbidden(item)) },
  ]
  const all: Section[] = [
    { heading: 'Title tags', intent: 'overview', blocks: list(titles.slice(0, isTiny ? 3 : 4)) },
    {
      heading: 'Meta descriptions',
      intent: 'overview',
      blocks: list(
        (isTiny ? shortest : descriptions).slice(0, isTiny ? 1 : 3).map((text) => cutAtWord(text, descriptionChars)),
      ),
    },
    { heading: 'Social preview', intent: 'why', blocks: [] },
  ]
  const sections = all.slice(0, isTiny ? 2 : 3)
  const draft: Draft = { title: titleFor(writer), intro: [], sections, ending: endingFor(writer), metaDescription: '' }
  fillShortForm(writer, draft, sections.slice(-1))
  draft.metaDescription = metaDescriptionFor(writer, sections.slice(-1))
  return draft
}
