import type { Draft, Section } from '../write/draft.ts'
import { fillToLength, topUp, trimToLength } from '../write/fill.ts'
import { mentionKeywords } from '../write/keywords.ts'
import { bodyWords } from '../write/measure.ts'
import { includePhrases } from '../write/must-include.ts'
import { weaveNotes } from '../write/notes.ts'
import type { Writer } from '../write/writer.ts'

/**
 * Brings a short piece to its length and works in what the brief demands, in the given sections only; the others are lists of
 * headlines and the like, and stay as they are.
 */
export function fillShortForm(writer: Writer, draft: Draft, sections: Section[]): void {
  const text: Draft = { ...draft, sections }
  const elsewhere = bodyWords(draft) - bodyWords(text)
  const min = writer.brief.wordCount.min - elsewhere
  const max = writer.brief.wordCount.max - elsewhere
  weaveNotes(writer, text, max * 0.3)
  mentionKeywords(writer, draft, sections)
  const filled = fillToLength(writer, text, { target: Math.round((min + max) / 2), max })
  includePhrases(writer, text)
  trimToLength(text, filled, max)
  mentionKeywords(writer, draft, sections)
  topUp(writer, text, { min, max })
  shrink(writer, draft)
}

/** Takes out what is still too much: the call to action, then the ends of the lists. Disclaimers stay. */
function shrink(writer: Writer, draft: Draft): void {
  const { disclaimers, wordCount } = writer.brief
  const lists = draft.sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'list'))
  while (bodyWords(draft) > wordCount.max) {
    const list = lists.findLast(({ items }) => items.length > 1)
    if (draft.ending.length > disclaimers.length) draft.ending.shift()
    else if (list) list.items.pop()
    else return
  }
}
