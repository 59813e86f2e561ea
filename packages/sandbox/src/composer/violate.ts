import type { Brief } from './brief/brief.ts'
import { capitalise, phrasePattern } from './language/words.ts'
import type { Block, Draft } from './write/draft.ts'
import { bodyWords } from './write/measure.ts'
import type { Violation } from './violation.ts'

const phraseThatNobodyBanned = 'game-changer'

/** What the lengths of a brief become when the piece is to miss them. */
export function violateLength(brief: Brief, violations: Set<Violation>): Brief {
  const { min, max } = brief.wordCount
  if (violations.has('too_short'))
    return { ...brief, wordCount: { min: Math.floor(min * 0.3), max: Math.floor(min * 0.5) } }
  if (violations.has('too_long'))
    return { ...brief, wordCount: { min: Math.ceil(max * 1.35), max: Math.ceil(max * 1.5) } }
  // What is added afterwards must not break the length as well.
  const added = (violations.has('banned_phrase') ? 18 : 0) + (violations.has('placeholder') ? 24 : 0)
  return { ...brief, wordCount: { min: Math.min(min, Math.max(1, max - added)), max: Math.max(1, max - added) } }
}

/** A piece that is to be too short may still be too long because of what it must hold; its tail goes then. */
function cutBelow(draft: Draft, words: number): void {
  while (bodyWords(draft) >= words) {
    const last = draft.sections.at(-1)
    if (draft.ending.length > 0) draft.ending.pop()
    else if (last && last.blocks.length > 0) last.blocks.pop()
    else if (draft.sections.length > 1) draft.sections.pop()
    else if (draft.intro.length > 1) draft.intro.pop()
    else return
  }
}

function text(...sentences: string[]): Block {
  return { kind: 'text', sentences, isFixed: true }
}

/** Breaks the rules that were named, on a finished draft. `brief` is the one that was asked for. */
export function violateDraft(draft: Draft, brief: Brief, violations: Set<Violation>): void {
  if (violations.has('too_short')) cutBelow(draft, Math.max(1, Math.floor(brief.wordCount.min * 0.6)))
  if (violations.has('banned_phrase')) {
    const phrase = brief.neverUse[0] ?? phraseThatNobodyBanned
    draft.intro.push(text(`Some would put it in three words, ${phrase}, and this time they may have a point.`))
  }
  if (violations.has('placeholder')) {
    const half = draft.sections[Math.floor(draft.sections.length / 2)]
    const blocks = half?.blocks ?? draft.intro
    blocks.push(
      text('[Insert a customer quote here.]', 'Call us at [phone number] to learn more.'),
      text('Lorem ipsum dolor sit amet, consectetur adipiscing elit.'),
    )
  }
  if (violations.has('no_headings')) {
    for (const section of draft.sections) {
      section.blocks = section.blocks.map((block) => (block.kind === 'subheading' ? text(`**${block.text}**`) : block))
      if (section.heading !== undefined) section.blocks.unshift(text(`**${section.heading}**`))
      section.heading = undefined
    }
  }
}

/** Takes a keyword out of a finished piece, whatever its case and number. */
export function dropKeyword(piece: string, keyword: string): string {
  const withArticle = new RegExp(
    `(?:(?<![\\p{L}\\p{N}])(?:an?|the|your)\\s+)?${phrasePattern(keyword, '(?:s|es)?').source}`,
    'giu',
  )
  return piece.replace(withArticle, (found) => (/^\p{Lu}/u.test(found) ? capitalise('this subject') : 'this subject'))
}
