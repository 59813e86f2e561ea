import type { Brief } from './brief/brief.ts'
import { uncapitalise } from './language/words.ts'
import type { Block, Draft } from './write/draft.ts'
import { bodyWords } from './write/measure.ts'
import type { Violation } from './violation.ts'

const phraseThatNobodyBanned = 'game-changer'

/** How many words a broken rule adds. */
const wordsAdded: Partial<Record<Violation, number>> = {
  banned_phrase: 18,
  placeholder: 24,
  deep_heading: 6,
  keyword_stuffing: 180,
  wrong_term: 12,
  other_language: 45,
  broken_markdown: 12,
  repeated_sentence: 30,
  hard_words: 60,
}

const german =
  'Dieser Absatz steht in einer anderen Sprache als alle übrigen, weil jemand vergessen hat, ihn zu übersetzen, und nun muss ihn eben noch einmal jemand schreiben, der beide Sprachen kann.'
const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ')

/** What the lengths of a brief become when the piece is to miss them. */
export function violateLength(brief: Brief, violations: Set<Violation>): Brief {
  const { min, max } = brief.wordCount
  if (violations.has('too_short'))
    return { ...brief, wordCount: { min: Math.floor(min * 0.3), max: Math.floor(min * 0.5) } }
  if (violations.has('too_long'))
    return { ...brief, wordCount: { min: Math.ceil(max * 1.35), max: Math.ceil(max * 1.5) } }
  // What is added afterwards must not break the length as well.
  const added = [...violations].reduce((sum, violation) => sum + (wordsAdded[violation] ?? 0), 0)
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
  if (violations.has('too_short')) {
    cutBelow(draft, Math.max(1, Math.floor(brief.wordCount.min * 0.6)))
    // What went with the tail must not break another rule as well.
    const [term] = brief.relatedTerms
    if (term) draft.intro.push(text(`It goes by the name of ${term}, too.`))
  }
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
  if (violations.has('other_language')) draft.intro.push(text(german))
  if (violations.has('broken_markdown'))
    draft.intro.push(text('This is **worth a closer look before anything else is done.'))
  if (violations.has('repeated_sentence')) repeatSentence(draft)
  if (violations.has('hard_words')) joinSentences(draft)
  if (violations.has('keyword_stuffing')) stuffKeyword(draft, brief.keywords[0] ?? 'this subject')
  if (violations.has('deep_heading')) draft.sections[0]?.blocks.push(text('##### Far below'), text('A short remark.'))
  const [section] = draft.sections
  if (violations.has('missing_section') && section?.heading !== undefined) section.heading = 'Another matter altogether'
  const [disclaimer] = brief.disclaimers
  if (violations.has('missing_disclaimer') && disclaimer) draft.ending = without(draft.ending, disclaimer)
  if (violations.has('missing_call_to_action') && brief.callToAction)
    draft.ending = without(draft.ending, brief.callToAction)
  if (violations.has('long_title'))
    draft.title += ', and all that anybody could ever want to know before they begin with it'
  if (violations.has('short_meta')) draft.metaDescription = 'All about it.'
  if (violations.has('no_headings')) {
    for (const section of draft.sections) {
      section.blocks = section.blocks.map((block) => (block.kind === 'subheading' ? text(`**${block.text}**`) : block))
      if (section.heading !== undefined) section.blocks.unshift(text(`**${section.heading}**`))
      section.heading = undefined
    }
  }
}

/** The first sentence that is long enough to be noticed is said again at the end of the last section. */
function repeatSentence(draft: Draft): void {
  const all = draft.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'text' ? block.sentences : [])),
  )
  const sentence = all.find((one) => one.split(' ').length >= 8 && /^\p{Lu}[^*[]*\.$/u.test(one))
  if (sentence) draft.sections.at(-1)?.blocks.push(text(sentence))
}

/** What makes a sentence harder than it need be. */
export const hardClause = 'Notwithstanding considerable organizational heterogeneity,'

/** Makes one long sentence of each paragraph, and a hard one. */
function joinSentences(draft: Draft): void {
  for (const block of draft.sections.flatMap(({ blocks }) => blocks)) {
    if (block.kind !== 'text' || block.isFixed) continue
    const clauses = block.sentences.map((one) => uncapitalise(one.replace(/[.!?]$/, '')))
    block.sentences = [`${hardClause} ${clauses.join('; ')}.`]
  }
}

function stuffKeyword(draft: Draft, keyword: string): void {
  const times = ordinals.map((ordinal) => `Think of ${keyword} ${ordinal}.`)
  draft.intro.push(text(...times), text(...ordinals.map((ordinal) => `The ${ordinal} thing is ${keyword}.`)))
}

function without(blocks: Block[], words: string): Block[] {
  const plain = (printed: string) => printed.replace(/[*_]|\[|\]\([^)]*\)/g, '').replace(/[.!?]+$/, '')
  return blocks.filter(
    (block) => block.kind !== 'text' || !block.sentences.some((one) => plain(one).includes(plain(words))),
  )
}
