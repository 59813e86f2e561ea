import { countWords, enumerate } from '../language/words.ts'
import type { Draft } from './draft.ts'
import { openSections, placeSentence } from './place-sentence.ts'
import type { Writer } from './writer.ts'

const pointPatterns = [
  'One point to mention here: {point}.',
  'Worth knowing in this connection: {point}.',
  'This also belongs here: {point}.',
  'Do not leave this out: {point}.',
  'Part of the picture: {point}.',
]

/** Works the requester's own facts and points into the sections, in order, in at most so many words. */
export function weaveNotes(writer: Writer, draft: Draft, maxWords: number): void {
  const { notes, relatedTerms } = writer.brief
  const points = notes.points.map((point) =>
    writer.sayOneOf(pointPatterns.map((pattern) => pattern.replace('{point}', point))),
  )
  const statements = notes.sentences.map((sentence) => writer.say(sentence))
  const related =
    relatedTerms.length > 0 && maxWords >= 60
      ? writer.say(`You will also come across terms such as ${enumerate(relatedTerms.slice(0, 3))}.`)
      : undefined
  const open = openSections(draft)
  const spots = open.length > 0 ? open : draft.sections
  let room = maxWords
  ;[...statements, ...points, related].forEach((sentence, index) => {
    const spot = spots[index % spots.length]
    if (!sentence || !spot || (room -= countWords(sentence)) < 0) return
    placeSentence(spot, sentence)
  })
}
