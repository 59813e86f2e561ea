import type { Brief } from '../brief/brief.ts'
import { generalSentences, type Intent, type Library, nearSentences } from '../knowledge/knowledge.ts'
import type { Subject } from '../language/subject.ts'
import { capitalise, holdsPhrase } from '../language/words.ts'
import type { Random } from '../random.ts'

/** What a piece is written with. It never says the same sentence twice and nothing that the brief forbids. */
export type Writer = {
  brief: Brief
  subject: Subject
  library: Library
  random: Random
  /** Fills a pattern's slots; undefined when the result is forbidden or was said already. */
  say: (pattern: string) => string | undefined
  /** Says the first of the patterns that can be said, in random order; undefined when none is left. */
  sayOneOf: (patterns: readonly string[]) => string | undefined
  /** The next sentence that serves an intent, from the nearest knowledge on; undefined when all have been said. */
  next: (intent: Intent) => string | undefined
  /** Keeps the sentences of these intents for the sections that are planned for them. */
  plan: (intents: Intent[]) => void
  /** What is known for an intent in the order in which it was written down: a definition comes first. */
  first: (intent: Intent) => string | undefined
  /** Allows what was said to be said again: for pieces longer than the knowledge. */
  restock: () => void
  /** Patterns around keywords that were used, whatever the keyword. */
  usedPatterns: Set<string>
  /** True when the brief forbids a phrase that stands in the text. */
  isForbidden: (text: string) => boolean
}

/** Intents that stand in for one that has run out of sentences. A story is never told in parts, so `example` is not among them. */
const nextOfKin: Partial<Record<Intent, Intent[]>> = {
  overview: ['why'],
  signs: ['cause', 'mistakes'],
  steps: ['time', 'mistakes'],
  time: ['steps'],
  cost: ['compare', 'time'],
  mistakes: ['signs', 'safety'],
  materials: ['cost', 'time'],
  local: ['visit', 'about', 'cause'],
  visit: ['steps', 'about', 'time'],
  goals: ['why', 'overview'],
  standards: ['goals', 'discussion'],
  opening: ['overview', 'discussion'],
  discussion: ['results', 'assessment'],
  assessment: ['discussion', 'results'],
  support: ['discussion', 'steps'],
  about: ['why', 'visit'],
  close: ['visit', 'time'],
  cause: ['overview', 'signs'],
  results: ['why'],
  example: ['results', 'steps'],
  compare: ['cost', 'mistakes'],
}

const lastResorts: Intent[] = [
  'overview',
  'why',
  'mistakes',
  'signs',
  'time',
  'cost',
  'results',
  'cause',
  'safety',
  'compare',
  'materials',
  'steps',
  'close',
]

/** Warm brands speak as people do. */
function contract(text: string): string {
  return text
    .replace(/\b(do|does|is|are|was|has|have) not\b/gi, (_, verb: string) => `${verb}n't`)
    .replace(/\bcannot\b/g, "can't")
    .replace(/\b(you|they|we) are\b/gi, (_, who: string) => `${who}'re`)
}

/** Makes a writer for one piece. */
export function createWriter(brief: Brief, subject: Subject, library: Library, random: Random): Writer {
  const said = new Set<string>()
  const waiting = new Map<string, string[]>()
  const planned = new Set<Intent>()
  const slots: Record<string, string> = {
    topic: subject.phrase,
    Topic: capitalise(subject.phrase),
    is: subject.verb,
    thing: library.field.thing,
    people: library.field.people,
    People: capitalise(library.field.people),
    brand: brief.brand ?? 'the team',
    Brand: brief.brand ?? 'The team',
  }

  const isForbidden = (text: string) => brief.neverUse.some((phrase) => holdsPhrase(text, phrase))

  function say(pattern: string): string | undefined {
    const filled = pattern.replace(/\{(\w+)\}/g, (whole, slot: string) => slots[slot] ?? whole)
    const text = capitalise(brief.tone === 'warm' ? contract(filled) : filled)
    if (said.has(text) || isForbidden(text)) return undefined
    said.add(text)
    return text
  }

  function sayOneOf(patterns: readonly string[]): string | undefined {
    for (const pattern of random.shuffle(patterns)) {
      const text = say(pattern)
      if (text) return text
    }
    return undefined
  }

  function takeFrom(shelf: 'near' | 'general', intent: Intent): string | undefined {
    const key = `${shelf} ${intent}`
    const read = shelf === 'near' ? nearSentences : generalSentences
    const queue = waiting.get(key) ?? read(library, intent, random)
    waiting.set(key, queue)
    for (let pattern = queue.shift(); pattern !== undefined; pattern = queue.shift()) {
      const text = say(pattern)
      if (text) return text
    }
    return undefined
  }

  /** Close to the topic beats close to the intent; what other sections will need is taken last. */
  function next(intent: Intent): string | undefined {
    const kin = [intent, ...(nextOfKin[intent] ?? [])]
    const spare = lastResorts.filter((other) => !planned.has(other))
    for (const candidate of [...kin, ...spare]) {
      const text = takeFrom('near', candidate)
      if (text) return text
    }
    for (const candidate of [...kin, ...spare, ...lastResorts]) {
      const text = takeFrom('general', candidate) ?? takeFrom('near', candidate)
      if (text) return text
    }
    return undefined
  }

  function first(intent: Intent): string | undefined {
    for (const pattern of library.layers.flatMap((layer) => layer.sentences[intent] ?? [])) {
      const text = say(pattern)
      if (text) return text
    }
    return undefined
  }

  const plan = (intents: Intent[]) => intents.forEach((intent) => planned.add(intent))

  function restock() {
    said.clear()
    waiting.clear()
  }

  return {
    brief,
    subject,
    library,
    random,
    say,
    sayOneOf,
    next,
    plan,
    first,
    restock,
    usedPatterns: new Set(),
    isForbidden,
  }
}
