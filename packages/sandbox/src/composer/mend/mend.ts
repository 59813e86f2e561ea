import type { Brief } from '../brief/brief.ts'
import { parseBrief } from '../brief/parse-brief.ts'
import { findLibrary } from '../knowledge/library.ts'
import type { Intent } from '../knowledge/knowledge.ts'
import { namesFor } from '../language/names.ts'
import { subjectOf } from '../language/subject.ts'
import { capitalise, countWords, cutAtWord, plainText } from '../language/words.ts'
import { createRandom, hashText } from '../random.ts'
import type { RepairFault } from '../violation.ts'
import { createWriter } from '../write/writer.ts'
import { orders, type Tools } from './orders.ts'
import type { Passage, Repair } from './read-repair.ts'

const intents: Intent[] = [
  'overview',
  'why',
  'steps',
  'signs',
  'mistakes',
  'time',
  'cost',
  'results',
  'compare',
  'safety',
]

/**
 * Mends the passages that a prompt names, each by what is ordered there, and answers in JSON. What it writes does not stand
 * in the piece yet. The same prompt gives the same answer.
 *
 * @param fault how the repair is to go wrong
 */
export function mend(prompt: { system: string; user: string }, repair: Repair, fault?: RepairFault): string {
  if (fault === 'unreadable_repair') return 'I would rather not.'
  const tools = toolsFor(parseBrief(prompt), repair, hashText(prompt.user))
  const replacements = repair.passages.map((passage) => ({
    number: passage.number,
    text: fault === 'useless_repair' ? passage.text : mendPassage(passage, tools),
  }))
  const [first] = replacements
  if (fault === 'harmful_repair' && first) first.text = `${first.text} [Insert a customer quote here.]`.trim()
  return JSON.stringify({ replacements }, null, 2)
}

function mendPassage({ text, orders: given }: Passage, tools: Tools): string {
  return given.reduce((current, order) => {
    for (const [pattern, carryOut] of orders) {
      const found = pattern.exec(order)
      if (found) return carryOut(current, found, tools)
    }
    return current
  }, text)
}

function toolsFor(brief: Brief, { piece }: Repair, seed: number): Tools {
  const random = createRandom(seed)
  const subject = subjectOf(brief.topic, namesFor(brief.brand), brief.keywords[0] ?? 'this question')
  const around = brief.relatedTerms.join(' ')
  const library = findLibrary({ topic: brief.topic, keywords: brief.keywords.join(' '), around })
  const writer = createWriter(brief, subject, library, random)
  const said = plainText(piece)
  let turn = 0

  function nextSentence(): string {
    for (let tries = 0; tries < 400; tries += 1) {
      const sentence = writer.next(intents[turn++ % intents.length] ?? 'overview')
      if (sentence && !said.includes(plainText(sentence))) return sentence
    }
    turn += 1
    return `Point ${turn} on the list is a small one, and it is soon done.`
  }

  return {
    keep: [...brief.keywords, ...brief.relatedTerms, ...brief.mustInclude],
    write(words) {
      const sentences: string[] = []
      for (let count = 0; count < words;) {
        const sentence = nextSentence()
        count += countWords(plainText(sentence))
        sentences.push(sentence)
      }
      return sentences.join(' ')
    },
    title: (min, max) =>
      pad(capitalise(subject.heading), [': what to know first', ', step by step', ', from start to end'], min, max),
    metaDescription: (min, max) =>
      pad(
        `What to know about ${subject.phrase}, and what to do next.`,
        [
          ' Clear answers and a few examples.',
          ' In plain words.',
          ' From people who do it every week.',
          ' With the next step.',
        ],
        min,
        max,
      ),
  }
}

function pad(start: string, additions: string[], min: number, max: number): string {
  const text = additions.reduce(
    (current, more) => (current.length < min && current.length + more.length <= max ? current + more : current),
    cutAtWord(start, max),
  )
  return text.length >= min ? text : text.padEnd(min, ' and more')
}
