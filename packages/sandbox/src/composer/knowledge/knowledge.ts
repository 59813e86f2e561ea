import type { Random } from '../random.ts'

/** What a section does for its reader. Headings are read for it; knowledge is filed by it. */
export const intents = [
  'overview',
  'cause',
  'why',
  'signs',
  'materials',
  'steps',
  'time',
  'cost',
  'compare',
  'mistakes',
  'example',
  'results',
  'faq',
  'safety',
  'local',
  'visit',
  'goals',
  'standards',
  'opening',
  'discussion',
  'assessment',
  'support',
  'about',
  'close',
] as const

export type Intent = (typeof intents)[number]

/**
 * What can be said about one thing. Sentences stand on their own, in any order. Slots: `{topic}` the topic inside a
 * sentence, `{people}` the readers, `{thing}` the kind of work, `{brand}` the client.
 */
export type Knowledge = {
  sentences: Partial<Record<Intent, string[]>>
  /** First sentences of a piece: a scene, a question or a fact. */
  openings?: string[]
  steps?: string[]
  signs?: string[]
  materials?: string[]
  goals?: string[]
  /** List items with a lead: "Lead: the rest". */
  costs?: string[]
  mistakes?: string[]
  /** A comparison: its head and its rows. */
  options?: { head: [string, string, string]; rows: [string, string, string][] }
  questions?: [question: string, answer: string][]
  callouts?: string[]
}

/** One thing that pieces are written about, with the words that give it away. */
export type KnownThing = Knowledge & { matches: RegExp }

/** A trade or field with its readers, what it calls its work, and the things that it does. */
export type Field = {
  matches: RegExp
  /** Who reads, as a plural: "homeowners". */
  people: string
  /** What the work is called: "the job", "the lab". */
  thing: string
  common: Knowledge
  things: KnownThing[]
  /** Sentences around a keyword; `{np}` is the keyword with its article, `{is}`, `{it}` and `{does}` agree with it. */
  aroundKeywords?: string[]
}

/** What is known for one piece: layers that are close to its topic, the nearest first, and what holds for any topic. */
export type Library = { field: Field; layers: Knowledge[]; general?: Knowledge }

/** Stories keep their order. */
function ordered(layer: Knowledge, intent: Intent, random: Random): string[] {
  const sentences = layer.sentences[intent] ?? []
  return intent === 'example' || intent === 'visit' ? sentences : random.shuffle(sentences)
}

/** The sentences for an intent that are close to the topic, the nearest layer first, each layer in its own random order. */
export function nearSentences(library: Library, intent: Intent, random: Random): string[] {
  return library.layers.flatMap((layer) => ordered(layer, intent, random))
}

/** The sentences for an intent that hold for any topic. */
export function generalSentences(library: Library, intent: Intent, random: Random): string[] {
  return library.general ? ordered(library.general, intent, random) : []
}

/** The nearest layer's list of a kind that has one. */
export function listFrom<K extends Exclude<keyof Knowledge, 'sentences'>>(library: Library, kind: K): Knowledge[K] {
  return library.layers.find((layer) => layer[kind] !== undefined)?.[kind]
}
