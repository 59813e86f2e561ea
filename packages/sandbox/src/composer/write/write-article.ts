import { plainText, holdsPhrase, capitalise } from '../language/words.ts'
import { keywordHeadings } from '../outline/headings.ts'
import type { Draft, Section } from './draft.ts'
import { endingFor } from './ending.ts'
import { fillToLength, trimToLength } from './fill.ts'
import { introduce } from './introduction.ts'
import { fillKeyword, formOf } from './keyword-phrases.ts'
import { mentionKeywords } from './keywords.ts'
import { metaDescriptionFor } from './meta-description.ts'
import { includePhrases } from './must-include.ts'
import { weaveNotes } from './notes.ts'
import { placeSentence, tidyParagraphs } from './place-sentence.ts'
import { planSections } from './plan-sections.ts'
import { addQuestion, calloutFor, listFor, propositionsFor, tableFor } from './set-pieces.ts'
import { titleFor } from './title.ts'
import type { Writer } from './writer.ts'

/** Gives a section its first sentences and its list, table or questions, if it has room for them. */
function begin(writer: Writer, section: Section, budgetWords: number): void {
  const { intent } = section
  if (intent === 'faq') {
    addQuestion(writer, section)
    if (budgetWords >= 90) addQuestion(writer, section)
    return
  }
  const first = writer.next(intent)
  if (first) placeSentence(section, first)
  const second = budgetWords >= 70 ? writer.next(intent) : undefined
  if (second) placeSentence(section, second)
  const maxItems = budgetWords >= 130 ? 6 : budgetWords >= 95 ? 4 : budgetWords >= 75 ? 3 : 0
  if (maxItems > 0) section.blocks.push(...listFor(writer, intent, maxItems))
  if (budgetWords >= 85) section.blocks.push(...tableFor(writer, intent))
}

/** A keyword that stands in no title or heading yet gets a subheading, where the brief allows one. */
function addKeywordSubheading(writer: Writer, title: string, sections: Section[]): void {
  const { keywords, maxDepth, wordCount } = writer.brief
  if (maxDepth < 3 || wordCount.min < 450) return
  const headings = [title, ...sections.map((section) => section.heading ?? '')].join('\n')
  const keyword = keywords.slice(0, 2).find((candidate) => !holdsPhrase(headings, candidate))
  const section = sections.find(
    ({ intent, heading }) => heading !== undefined && keywordHeadings[intent] && intent !== 'faq',
  )
  const patterns = section && keywordHeadings[section.intent]
  if (!keyword || !patterns || keywords.slice(0, 2).some((other) => holdsPhrase(headings, other))) return
  const form = formOf(keyword)
  const text = form.isTyped ? `${capitalise(keyword)}: what to know` : fillKeyword(writer.random.pick(patterns), form)
  section.blocks.push({ kind: 'subheading', text: capitalise(text) })
  const sentence = writer.next(section.intent)
  if (sentence) placeSentence(section, sentence)
}

/** Writes a piece with sections, in the length and with everything that the brief asks for. */
export function writeArticle(writer: Writer): Draft {
  const { brief, random } = writer
  const { min, max } = brief.wordCount
  const target = Math.round(min + (max - min) * (0.4 + random.below(25) / 100))
  const title = titleFor(writer)
  const sections = planSections(writer, title)
  writer.plan(sections.map(({ intent }) => intent))
  const ending = endingFor(writer)
  const draft: Draft = { title, intro: [], sections, ending, metaDescription: '' }
  draft.intro = introduce(writer, sections, target * 0.18)
  const sectionBudget = (target * 0.78) / Math.max(1, sections.length)
  for (const section of sections) begin(writer, section, sectionBudget)

  const extras = sections.filter(({ intent }) => intent !== 'faq')
  const host = extras
    .slice(1)
    .find(({ intent }) => /^(signs|steps|mistakes|why|results|overview|cause|cost)$/.test(intent))
  if (target >= 450) host?.blocks.push(...calloutFor(writer))
  const home = extras.find(({ intent }) => /^(visit|about|why|close|local)$/.test(intent)) ?? extras.at(-1)
  if (target >= 350) home?.blocks.push(...propositionsFor(writer))
  addKeywordSubheading(writer, title, sections)
  weaveNotes(writer, draft)
  mentionKeywords(writer, draft)

  const reserve = brief.mustInclude.filter((phrase) => !holdsPhrase(plainText(title), phrase)).length * 6
  const filled = fillToLength(writer, draft, { target: target - reserve, max: max - reserve })
  includePhrases(writer, draft)
  trimToLength(draft, filled, max)
  mentionKeywords(writer, draft)
  trimToLength(draft, filled, max)
  sections.forEach(tidyParagraphs)
  draft.metaDescription = metaDescriptionFor(writer, sections)
  return draft
}
