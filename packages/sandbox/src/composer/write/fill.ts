import { countWords, plainText } from '../language/words.ts'
import type { Draft, Section } from './draft.ts'
import { bodyWords, sectionWords } from './measure.ts'
import { type Placed, placeSentence, removeSentence } from './place-sentence.ts'
import { addQuestion } from './set-pieces.ts'
import type { Writer } from './writer.ts'

/** Some sections are short by nature. */
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

/**
 * Fills the sections evenly with sentences until the body has `target` words, never above `max`. Returns what was added.
 */
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
      if (length.target - words < 40 || !addQuestion(writer, section)) open = open.filter((other) => other !== section)
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

/** Takes added sentences out again, the last first, until the body has at most `max` words. */
export function trimToLength(draft: Draft, placed: Placed[], max: number): void {
  const removable = [...placed]
  for (let words = bodyWords(draft); words > max; words = bodyWords(draft)) {
    const last = removable.pop()
    if (!last) return
    removeSentence(last)
  }
}
