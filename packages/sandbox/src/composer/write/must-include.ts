import { enumerate, holdsPhrase, plainText } from '../language/words.ts'
import { type Draft, renderBody } from './draft.ts'
import { openSections, type Placed, placeSentence } from './place-sentence.ts'
import type { Writer } from './writer.ts'

const single = [
  'Keep one term in view throughout: {phrase}.',
  'One point belongs in every conversation about it: {phrase}.',
  'Ask for it by name: {phrase}.',
  'Put this on the list as well: {phrase}.',
  'And one more thing that matters here: {phrase}.',
]

const several = [
  'These belong in every conversation about it: {phrase}.',
  'Keep these in view throughout: {phrase}.',
  'Put these on the list as well: {phrase}.',
]

function isSentence(phrase: string): boolean {
  return /[.!?]$/.test(phrase) || (/^\p{Lu}/u.test(phrase) && phrase.split(/\s+/).length >= 5)
}

/** Adds the phrases that the brief demands and that are not there yet, word for word. */
export function includePhrases(writer: Writer, draft: Draft): Placed[] {
  const { brief, random } = writer
  const text = plainText(renderBody(draft))
  const missing = brief.mustInclude.filter((phrase) => !holdsPhrase(text, phrase))
  const sentences = missing.filter(isSentence).map((phrase) => (/[.!?]$/.test(phrase) ? phrase : `${phrase}.`))
  const terms = missing.filter((phrase) => !isSentence(phrase))
  while (terms.length > 0) {
    const group = terms.splice(0, terms.length > 4 ? 4 : 1)
    const patterns = (group.length > 1 ? several : single).map((pattern) =>
      pattern.replace('{phrase}', enumerate(group)),
    )
    sentences.push(writer.sayOneOf(patterns) ?? `${enumerate(group)}.`)
  }
  const open = openSections(draft)
  const spots = open.length > 0 ? open : draft.sections
  return sentences.flatMap((sentence) => {
    const spot = spots[random.below(spots.length)]
    return spot ? [placeSentence(spot, sentence)] : []
  })
}
