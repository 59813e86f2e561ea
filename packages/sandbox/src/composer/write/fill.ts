import { countWords, plainText } from '../language/words.ts'
import type { Draft, Section } from './draft.ts'
import { bodyWords, sectionWords } from './measure.ts'
import { type Placed, placeSentence, removeSentence } from './place-sentence.ts'
import { addQuestion } from './set-pieces.ts'
import type { Writer } from './writer.ts'

/** Some sections are long or short by nature. */
const weights: Partial<Record<Section['intent'], number>> = {
  steps: 1.2,
  close: 0.5,
  about: 0.6,
  standards: 0.6,
  goals: 0.6,
  opening: 0.7,
  assessment: 0.7,
  support: 0.7,
}

function shortest(sections: Section[]): Section | undefined {
  const load = (section: Section) => sectionWords(section) / (weights[section.intent] ?? 1)
  return sections.reduce<Section | undefined>(
    (least, next) => (!least || load(next) < load(least) ? next : least),
    undefined,
  )
}

const triesPerGap = 12
const wordsPerQuestion = 60

/** Fills the sections evenly until the body has `target` words, never above `max`. Returns the sentences that were added. */
export function fillToLength(writer: Writer, draft: Draft, length: { target: number; max: number }): Placed[] {
  const placed: Placed[] = []
  let open = [...draft.sections]
  let words = bodyWords(draft)
  let rejected = 0
  let restocked = false
  while (words < length.target && open.length > 0 && rejected < triesPerGap) {
    const section = shortest(open)
    if (!section) break
    if (section.intent === 'faq') {
      const added = length.max - words >= wordsPerQuestion && addQuestion(writer, section)
      if (!added) open = open.filter((other) => other !== section)
      words = bodyWords(draft)
      continue
    }
    const sentence = writer.next(section.intent)
    if (!sentence) {
      if (restocked) break
      restocked = true
      writer.restock()
      continue
    }
    restocked = false
    const added = countWords(plainText(sentence))
    if (words + added > length.max) {
      rejected += 1
      continue
    }
    placed.push(placeSentence(section, sentence))
    words += added
  }
  return placed
}

/**
 * Makes the body as short as `max` words, as far as it can be done without what the brief demands: takes sentences out again, the
 * last first, then tables and remarks, and then the ends of lists.
 */
export function trimToLength(draft: Draft, placed: Placed[], max: number): void {
  const sentences = placed.map((one) => () => removeSentence(one))
  const setPieces = draft.sections.flatMap((section) =>
    section.blocks
      .filter(({ kind }) => kind === 'quote' || kind === 'table')
      .map((block) => () => void (section.blocks = section.blocks.filter((other) => other !== block))),
  )
  const items = draft.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === 'list' ? block.items.slice(2).map(() => () => void block.items.pop()) : [],
    ),
  )
  const cuts = [...items, ...setPieces, ...sentences]
  while (bodyWords(draft) > max) {
    const cut = cuts.pop()
    if (!cut) return
    cut()
  }
}

/** Short sentences by their number of words, for the last gap before an exact length. */
const closers: [number, string[]][] = [
  [8, ['Keep the notes where everybody can find them.', 'Look at it again when a week is over.']],
  [5, ['Ask for a second opinion.', 'Take one step this week.', 'Leave room for one change.']],
  [4, ['Start with the basics.', 'Take a second look.', 'One step is enough.']],
  [3, ['Write it down.', 'Ask early questions.', 'Keep it simple.']],
  [2, ['Ask early.', 'Take notes.', 'Look twice.']],
  [1, ['Simply.']],
]

/** Adds what is still missing to reach `min` words: a sentence that fits, or a few short ones. */
export function topUp(writer: Writer, draft: Draft, length: { min: number; max: number }): void {
  const home = draft.sections.findLast((section) => section.intent !== 'faq') ?? draft.sections.at(-1)
  const last = home?.blocks.findLast((block) => block.kind === 'text')
  if (!home) return
  const add = (sentence: string) =>
    last?.kind === 'text' && last.isFixed ? last.sentences.push(sentence) : placeSentence(home, sentence)
  for (let tries = 0; bodyWords(draft) < length.min && tries < triesPerGap * 40; tries += 1) {
    const room = length.max - bodyWords(draft)
    const sentence = room >= 10 ? writer.next(home.intent) : undefined
    if (room >= 10 && !sentence) writer.restock()
    if (sentence && countWords(plainText(sentence)) <= room) add(sentence)
    else if (length.min - bodyWords(draft) <= 12 || tries > triesPerGap) {
      const [, sentences] = closers.find(([words]) => words <= Math.min(room, length.min - bodyWords(draft))) ?? []
      const closer = sentences && (writer.sayOneOf(sentences) ?? sentences[0])
      if (closer) add(closer)
    }
  }
}
