import { capitalise, countPhrase, countWords, holdsPhrase } from '../language/words.ts'
import { keywordHeadings } from '../outline/headings.ts'
import type { Block, Draft, Section } from './draft.ts'
import { endingFor } from './ending.ts'
import { fillToLength, topUp, trimToLength } from './fill.ts'
import { introduce } from './introduction.ts'
import { fillKeyword, formOf } from './keyword-phrases.ts'
import { mentionKeywords, mentionsAreTight } from './keywords.ts'
import { wordsOf } from './measure.ts'
import { metaDescriptionFor } from './meta-description.ts'
import { includePhrases } from './must-include.ts'
import { weaveNotes } from './notes.ts'
import { type Placed, placeSentence, tidyParagraphs } from './place-sentence.ts'
import { planSections } from './plan-sections.ts'
import { addQuestion, calloutFor, listFor, propositionsFor, tableFor } from './set-pieces.ts'
import { titleFor } from './title.ts'
import type { Writer } from './writer.ts'

/** Gives a section its first sentences and its list, table or questions, if it has room for them. */
function begin(writer: Writer, section: Section, budgetWords: number): Placed[] {
  const { intent } = section
  if (intent === 'faq') {
    if (budgetWords >= 40) addQuestion(writer, section)
    if (budgetWords >= 90) addQuestion(writer, section)
    return []
  }
  const sentences = [budgetWords >= 20, budgetWords >= 70].map((hasRoom) => (hasRoom ? writer.next(intent) : undefined))
  const placed = sentences.flatMap((sentence) => (sentence ? [placeSentence(section, sentence)] : []))
  const maxItems = budgetWords >= 130 ? 6 : budgetWords >= 95 ? 4 : budgetWords >= 75 ? 3 : 0
  if (maxItems > 0) section.blocks.push(...listFor(writer, intent, maxItems))
  if (budgetWords >= 85) section.blocks.push(...tableFor(writer, intent))
  return placed
}

/** The first keyword gets a subheading if it stands in no title or heading, where the brief allows one. */
function addKeywordSubheading(writer: Writer, title: string, sections: Section[]): void {
  const { keywords, maxDepth, wordCount } = writer.brief
  const [keyword] = keywords
  const headings = [title, ...sections.map((section) => section.heading ?? '')].join('\n')
  const section = sections.find(
    ({ intent, heading }) => heading !== undefined && keywordHeadings[intent] && intent !== 'faq',
  )
  const patterns = section && keywordHeadings[section.intent]
  if (!keyword || !patterns || maxDepth < 3 || wordCount.min < 450 || holdsPhrase(headings, keyword)) return
  const form = formOf(keyword)
  const text = form.isTyped ? `${keyword}: what to know` : fillKeyword(writer.random.pick(patterns), form)
  section.blocks.push({ kind: 'subheading', text: capitalise(text) })
  const sentence = writer.next(section.intent)
  if (sentence) placeSentence(section, sentence)
}

/** Words that the piece must have whatever its topic: headings, ending, phrases and keywords. */
function wordsOwed(writer: Writer, draft: Draft): number {
  const { brief } = writer
  const headings = draft.sections.reduce((sum, { heading }) => sum + countWords(heading ?? ''), 0)
  const phrases = brief.mustInclude.reduce((sum, phrase) => sum + countWords(phrase) + 6, 0)
  const mentions = brief.keywords.filter((keyword) => countPhrase(draft.title, keyword) === 0)
  const perMention = mentionsAreTight(brief, mentions.length * 2) ? 4 : 18
  return headings + wordsOf(draft.ending) + phrases + mentions.length * 2 * perMention
}

export type ArticleOptions = {
  /** What stands at the beginning of each section, and (without index) of the introduction. */
  leadFor?: (index?: number) => Block[]
}

/** Writes a piece with sections, in the length and with everything that the brief asks for. */
export function writeArticle(writer: Writer, options: ArticleOptions = {}): Draft {
  const { brief, random } = writer
  const { min, max } = brief.wordCount
  const target = Math.round(min + (max - min) * (0.4 + random.below(25) / 100))
  const title = titleFor(writer)
  const sections = planSections(writer, title)
  writer.plan(sections.map(({ intent }) => intent))
  const draft: Draft = { title, intro: [], sections, ending: endingFor(writer), metaDescription: '' }
  const budget = Math.max(0, target - wordsOwed(writer, draft))
  const leadFor = options.leadFor ?? (() => [])
  const introduction = introduce(writer, sections, Math.min(target * 0.18, budget * 0.4))
  draft.intro = introduction.length > 0 ? [...leadFor(), ...introduction] : []
  const sectionBudget = Math.max(0, budget - wordsOf(draft.intro)) / Math.max(1, sections.length)
  const begun = sections.flatMap((section, index) => {
    section.blocks.push(...leadFor(index))
    return begin(writer, section, sectionBudget)
  })

  const extras = sections.filter(({ intent }) => intent !== 'faq')
  const host = extras
    .slice(1)
    .find(({ intent }) => /^(signs|steps|mistakes|why|results|overview|cause|cost)$/.test(intent))
  if (budget >= 400) host?.blocks.push(...calloutFor(writer))
  const home = extras.find(({ intent }) => /^(visit|about|why|close|local)$/.test(intent)) ?? extras.at(-1)
  if (budget >= 300) home?.blocks.push(...propositionsFor(writer))
  if (budget >= 300) addKeywordSubheading(writer, title, sections)
  weaveNotes(writer, draft, budget * 0.4)
  mentionKeywords(writer, draft)

  const filled = fillToLength(writer, draft, { target: target - 8 * brief.mustInclude.length, max })
  includePhrases(writer, draft)
  // Cutting may take out a keyword that stood in a sentence by chance, so it is looked at once more.
  for (let pass = 0; pass < 2; pass += 1) {
    mentionKeywords(writer, draft)
    trimToLength(draft, [...begun, ...filled], max)
  }
  topUp(writer, draft, { min, max })
  sections.forEach(tidyParagraphs)
  draft.metaDescription = metaDescriptionFor(writer, sections)
  return draft
}
