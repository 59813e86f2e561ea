import { capitalise, coversWords, cutAtWord } from '../language/words.ts'
import { fillKeyword, formOf } from './keyword-phrases.ts'
import type { Writer } from './writer.ts'

const tails: [string, ...string[]] = [
  'what to know first',
  'a practical guide',
  'what matters and what can wait',
  'the questions that count',
  'a plain account',
  'where to begin',
]

const keywordTails: [string, ...string[]] = [
  'what to know about {np}',
  'questions about {np}',
  '{np} in plain words',
  'a look at {np}',
]

function join(heading: string, tail: string): string {
  return /[?!]$/.test(heading) ? `${heading} ${capitalise(tail)}` : `${heading}: ${tail}`
}

/**
 * A title with the topic's own words, within the length that the brief allows; longer topics are cut at a word. A keyword that
 * the topic lacks is added where it fits.
 */
export function titleFor(writer: Writer): string {
  const { brief, subject, random } = writer
  const { heading } = subject
  const { min, max } = brief.titleLength
  const [keyword] = brief.keywords
  const lacksKeyword = keyword !== undefined && !coversWords(heading, keyword)
  const takesTail = !heading.includes(':')
  const withKeyword = lacksKeyword
    ? random.shuffle(keywordTails).map((tail) => join(heading, fillKeyword(tail, formOf(keyword))))
    : []
  const withTail = random.shuffle(tails).map((tail) => join(heading, tail))
  const wantsTail = heading.length < min || random.below(3) === 0
  const candidates = takesTail ? [...withKeyword, ...(wantsTail ? withTail : []), heading] : [heading]
  const fitting = candidates.find(
    (title) => title.length <= max && title.length >= Math.min(min, heading.length) && !writer.isForbidden(title),
  )
  return fitting ?? cutAtWord(heading, max)
}
