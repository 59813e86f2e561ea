import { intentsOf } from '../outline/intent-of-heading.ts'
import { headingPatterns, keywordHeadings } from '../outline/headings.ts'
import { outlines, type Planned, shapedOutlines } from '../outline/outlines.ts'
import { capitalise, holdsPhrase } from '../language/words.ts'
import type { Intent } from '../knowledge/knowledge.ts'
import type { Section } from './draft.ts'
import { fillKeyword, formOf } from './keyword-phrases.ts'
import type { Writer } from './writer.ts'

/** A section needs about this many words to be one. */
const wordsPerSection = 75

const fillers: Intent[] = ['mistakes', 'example', 'faq', 'time', 'why', 'compare', 'materials', 'safety']

function usualPlan(writer: Writer): Planned[] {
  const { brief, random } = writer
  const isArticle = brief.contentType === 'blog_post' || brief.contentType === 'article'
  const shaped = isArticle ? shapedOutlines.find(([pattern]) => pattern.test(brief.topic))?.[1] : undefined
  const isForClass = writer.library.field.people === 'teachers' && isArticle
  const labOutline: Planned[] = (['why', 'materials', 'steps', 'results', 'close'] as const).map((intent) => ({
    intent,
  }))
  const planned = [...(shaped ?? (isForClass ? labOutline : random.pick(outlines[brief.contentType])))]
  if (planned.some((section) => section.hasHeading === false) && brief.minSections === 0) return planned
  const wanted = Math.max(
    brief.minSections,
    Math.min(planned.length, Math.floor(brief.wordCount.min / wordsPerSection)),
  )
  if (brief.contentType !== 'lesson_plan') {
    while (planned.length > Math.max(2, wanted)) planned.splice(planned.length - 2, 1)
  }
  const spare = fillers.filter((intent) => !planned.some((section) => section.intent === intent))
  while (planned.length < wanted) planned.splice(-1, 0, { intent: spare.shift() ?? 'overview' })
  return planned.map((section) => ({ intent: section.intent, heading: section.heading }))
}

function headingFor(writer: Writer, intent: Intent): string {
  const pattern = writer.sayOneOf(headingPatterns[intent]) ?? writer.random.pick(headingPatterns[intent])
  return intent === 'about' && writer.brief.brand ? `About ${writer.brief.brand}` : pattern
}

/**
 * Decides on the sections: the brief's own, in their order and words, or the usual ones of the content type, whose headings take up
 * the keywords that the title lacks.
 */
export function planSections(writer: Writer, title: string): Section[] {
  const { brief } = writer
  if (brief.sections.length > 0) {
    const intents = intentsOf(brief.sections)
    return brief.sections.map((heading, index) => ({
      heading: capitalise(heading),
      intent: intents[index] ?? 'overview',
      blocks: [],
    }))
  }
  const lacking = brief.keywords.filter((keyword) => !holdsPhrase(title, keyword)).slice(0, 3)
  return usualPlan(writer).map(({ intent, heading, hasHeading }) => {
    if (hasHeading === false) return { intent, blocks: [] }
    const patterns = heading === undefined ? keywordHeadings[intent] : undefined
    const keyword = patterns && lacking.shift()
    if (!keyword) return { intent, heading: heading ?? headingFor(writer, intent), blocks: [] }
    const form = formOf(keyword)
    const text = form.isTyped ? `${capitalise(keyword)}: what to know` : fillKeyword(writer.random.pick(patterns), form)
    return { intent, heading: capitalise(text), blocks: [] }
  })
}
