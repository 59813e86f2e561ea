import type { Brief } from '../brief/brief.ts'
import { countPhrase, enumerate, plainText } from '../language/words.ts'
import { type Draft, renderBody, type Section } from './draft.ts'
import { aroundMany, aroundQueries, aroundThings, fillKeyword, formOf } from './keyword-phrases.ts'
import { openSections, type Placed, placeSentence } from './place-sentence.ts'
import { questionBlocks } from './set-pieces.ts'
import type { Writer } from './writer.ts'

/** Short pieces name a keyword once. */
const timesEach = (brief: Brief) => (brief.wordCount.max < 150 ? 1 : 2)

/** A sentence around one keyword has about so many words. */
const wordsPerMention = 18

/** True when a sentence for each mention would take up too much of the piece, so that keywords have to share. */
export function mentionsAreTight(brief: Brief, mentions: number): boolean {
  return mentions * wordsPerMention > brief.wordCount.max * 0.35
}

/** Above so many missing mentions, keywords share sentences. */
const mostSingleMentions = 14

function sentenceFor(writer: Writer, keyword: string): string | undefined {
  const form = formOf(keyword)
  const shelves = form.isTyped ? [aroundQueries] : [writer.library.field.aroundKeywords ?? [], aroundThings]
  for (const pattern of shelves.flatMap((shelf) => writer.random.shuffle(shelf))) {
    if (writer.usedPatterns.has(pattern)) continue
    const sentence = writer.say(fillKeyword(pattern, form))
    writer.usedPatterns.add(pattern)
    if (sentence) return sentence
  }
  return undefined
}

function sharedSentence(writer: Writer, keywords: string[]): string {
  const patterns = aroundMany.map((pattern) => pattern.replace('{list}', enumerate(keywords)))
  return writer.sayOneOf(patterns) ?? `${enumerate(keywords)}.`
}

/** In a piece of questions only, a keyword gets a question of its own. */
function askAbout(writer: Writer, section: Section, keyword: string): void {
  const form = formOf(keyword)
  const question = form.isTyped ? `What do people mean by “${keyword}”?` : `What should I know about ${form.np}?`
  const answer = [sentenceFor(writer, keyword), writer.next('overview')].filter((sentence) => sentence !== undefined)
  section.blocks.push(...questionBlocks(writer, question, answer))
}

/**
 * Writes sentences until every keyword stands at least twice in title and body (once in short pieces), spread over the
 * sections.
 *
 * @param spots the sections that take them up; all but lists of questions if not given
 */
export function mentionKeywords(writer: Writer, draft: Draft, spots = openSections(draft)): Placed[] {
  const { brief, random } = writer
  const text = `${draft.title}\n${plainText(renderBody(draft))}`
  const missing = brief.keywords.flatMap((keyword) =>
    Array.from({ length: Math.max(0, timesEach(brief) - countPhrase(text, keyword)) }, () => keyword),
  )
  const isTight = mentionsAreTight(brief, missing.length)
  const single = missing.length > mostSingleMentions || isTight ? [] : missing
  const shared = single.length > 0 ? [] : missing
  const placed: Placed[] = []
  let next = random.below(Math.max(1, spots.length))
  const place = (sentence: string) => {
    const homes = spots.length > 0 ? spots : draft.sections
    const spot = homes[next++ % homes.length]
    if (spot) placed.push(placeSentence(spot, sentence))
  }
  if (spots.length === 0 && single.length > 0) {
    for (const keyword of new Set(single)) {
      const section = draft.sections[next++ % draft.sections.length]
      if (section) askAbout(writer, section, keyword)
    }
    return placed
  }
  for (const keyword of single) place(sentenceFor(writer, keyword) ?? sharedSentence(writer, [keyword]))
  const once = [...new Set(shared)]
  const twice = once.filter((keyword) => shared.indexOf(keyword) !== shared.lastIndexOf(keyword))
  for (const group of [once, twice]) {
    for (let start = 0; start < group.length; start += 5) place(sharedSentence(writer, group.slice(start, start + 5)))
  }
  return placed
}
