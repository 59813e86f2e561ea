import type { Intent } from '../knowledge/knowledge.ts'
import { listFrom } from '../knowledge/knowledge.ts'
import type { Block, Section } from './draft.ts'
import type { Writer } from './writer.ts'

type ListKind = 'steps' | 'signs' | 'materials' | 'goals' | 'costs' | 'mistakes'

const listOf: Partial<Record<Intent, ListKind>> = {
  steps: 'steps',
  signs: 'signs',
  materials: 'materials',
  goals: 'goals',
  cost: 'costs',
  mistakes: 'mistakes',
}

const leads: Record<ListKind, string[]> = {
  steps: ['In order, it goes like this:', 'The steps in short:', 'A sequence that holds up in practice:'],
  signs: ['Look for these:', 'Any of the following is a good reason to look closer:', 'The usual signs:'],
  materials: ['Have this at hand:', 'A short list:', 'What helps:'],
  goals: ['At the end, students can:', 'The goals in short:'],
  costs: ['What decides:', 'What goes into it:'],
  mistakes: ['The ones seen most often:', 'Easy to make, and easy to avoid:'],
}

function withBoldLead(item: string): string {
  const [lead = '', ...rest] = item.split(': ')
  return rest.length > 0 ? `**${lead}:** ${rest.join(': ')}` : item
}

/** The list that belongs to a section, with the line that leads to it; nothing if there is none or it was used. */
export function listFor(writer: Writer, intent: Intent, maxItems: number): Block[] {
  const kind = listOf[intent]
  if (!kind) return []
  const isOrdered = kind === 'steps'
  const known = listFrom(writer.library, kind) ?? []
  const chosen = isOrdered || kind === 'goals' ? known : writer.random.shuffle(known)
  const kept = chosen.slice(0, maxItems).map((item) => writer.say(item))
  const said = kept.filter((item) => item !== undefined)
  const items = kind === 'costs' ? said.map(withBoldLead) : said
  if (items.length < 2) return []
  const isForClass = writer.library.field.people === 'teachers'
  const patterns = kind === 'goals' && !isForClass ? ['The goals in short:'] : leads[kind]
  const lead = writer.sayOneOf(patterns) ?? leads[kind][0] ?? ''
  return [
    { kind: 'text', sentences: [lead], isFixed: true },
    { kind: 'list', isOrdered, items },
  ]
}

/** A table that compares options, for sections that do. */
export function tableFor(writer: Writer, intent: Intent): Block[] {
  const options = intent === 'compare' ? listFrom(writer.library, 'options') : undefined
  if (!options || writer.isForbidden(options.rows.flat().join(' '))) return []
  return [{ kind: 'table', head: options.head, rows: options.rows }]
}

/** A remark set apart from the text. */
export function calloutFor(writer: Writer): Block[] {
  for (const layer of writer.library.layers) {
    const text = writer.sayOneOf(layer.callouts ?? [])
    const label = writer.random.pick(['Worth knowing', 'A small tip', 'In practice'])
    if (text) return [{ kind: 'quote', text: `**${label}:** ${text}` }]
  }
  return []
}

/** What the brand stands for, as it words it. */
export function propositionsFor(writer: Writer): Block[] {
  const { propositions, brand } = writer.brief
  const items = propositions.map((text) => text.replace(/[.]$/, '')).filter((text) => !writer.isForbidden(text))
  if (items.length < 2) return []
  const lead = writer.sayOneOf([
    brand ? `What you can expect from ${brand}:` : 'What you can expect:',
    brand ? `${brand} stands for a few simple things:` : 'It rests on a few simple things:',
  ])
  return [
    { kind: 'text', sentences: [lead ?? 'What you can expect:'], isFixed: true },
    { kind: 'list', isOrdered: false, items },
  ]
}

const derived: [string, Intent][] = [
  ['How do I know that it is time?', 'signs'],
  ['Is it worth the effort?', 'why'],
  ['What shapes the cost?', 'cost'],
  ['What goes wrong most often?', 'mistakes'],
  ['What should I have ready?', 'materials'],
  ['How do I choose between the options?', 'compare'],
  ['How does it usually begin?', 'steps'],
  ['What can I expect afterwards?', 'results'],
  ['What is behind it?', 'cause'],
]

/** A question with its answer: first those that are known, then ones that are answered from the rest of the knowledge. */
function nextQuestion(writer: Writer): { question: string; answer: string[] } | undefined {
  for (const layer of writer.library.layers) {
    for (const [question, answer] of writer.random.shuffle(layer.questions ?? [])) {
      if (writer.isForbidden(answer)) continue
      const said = writer.say(question)
      if (said) return { question: said, answer: [answer] }
    }
  }
  for (const [question, intent] of derived) {
    const said = writer.say(question)
    const answer = said ? [writer.next(intent), writer.next(intent)].filter((s) => s !== undefined) : []
    if (said && answer.length > 0) return { question: said, answer }
  }
  return undefined
}

/** A question and its answer as blocks: under a heading of its own where the brief allows that depth. */
export function questionBlocks(writer: Writer, question: string, answer: string[]): Block[] {
  if (writer.brief.maxDepth < 3) return [{ kind: 'text', sentences: [`**${question}**`, ...answer], isFixed: true }]
  return [
    { kind: 'subheading', text: question },
    { kind: 'text', sentences: answer, isFixed: true },
  ]
}

/** Adds the next question to a section; false when there is none left. */
export function addQuestion(writer: Writer, section: Section): boolean {
  const next = nextQuestion(writer)
  if (next) section.blocks.push(...questionBlocks(writer, next.question, next.answer))
  return next !== undefined
}
