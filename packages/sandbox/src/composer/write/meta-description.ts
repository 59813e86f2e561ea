import { offers } from '../outline/headings.ts'
import { capitalise, coversWords, cutAtWord, enumerate, uncapitalise } from '../language/words.ts'
import type { Section } from './draft.ts'
import type { Writer } from './writer.ts'

/** What the sections offer, without repetition. */
export function offersOf(sections: Section[]): string[] {
  return [...new Set(sections.filter((section) => section.intent !== 'close').map((section) => offers[section.intent]))]
}

function candidatesFor(writer: Writer, sections: Section[]): string[] {
  const { brief, subject, random } = writer
  const [keyword] = brief.keywords
  const adds = keyword && !coversWords(subject.phrase, keyword) ? [keyword] : []
  const list = [...adds, ...offersOf(sections)]
  const few = enumerate(list.slice(0, 2))
  const some = enumerate(list.slice(0, 3))
  const about = subject.phrase
  const end =
    brief.callToAction && brief.callToAction.length < 60
      ? ` ${brief.callToAction.replace(/[.!]?$/, '.')}`
      : ' With a clear next step.'
  return random.shuffle([
    `A plain look at ${about}: ${some}.`,
    `A plain look at ${about}: ${few}.${end}`,
    `${capitalise(about)}: ${few}, explained in plain words.${end}`,
    `${capitalise(about)}: ${some}.`,
    `What to know about ${about}: ${few}, from ${brief.brand ?? 'people who do it every week'}.`,
    `What to know about ${about}, including ${uncapitalise(some)}.`,
    `What to know about ${about}, and what to do next.`,
    `${capitalise(about)}, explained in plain words.${end}`,
  ])
}

/** For topics that fit into no sentence. */
const lastResort = 'What is involved, what to look for and what to do next, explained in plain words.'

/** What makes a short description longer. */
const additions = [
  ' Clear answers, a few examples and the next step.',
  ' In plain words.',
  ' From people who do it every week.',
]

/** One sentence or two for search results, at most as long as the brief allows and, if it can be done, long enough. */
export function metaDescriptionFor(writer: Writer, sections: Section[]): string {
  const { min, max } = writer.brief.metaLength
  const candidates = candidatesFor(writer, sections).filter((text) => !writer.isForbidden(text))
  const fitting = candidates.find((text) => text.length <= max && text.length >= min)
  if (fitting) return fitting
  const longest = candidates.filter((text) => text.length <= max).sort((a, b) => b.length - a.length)[0]
  const start = longest ?? cutAtWord(lastResort, max)
  return additions.reduce(
    (text, more) => (text.length < min && text.length + more.length <= max ? text + more : text),
    start,
  )
}
