import { capitalise } from '../language/words.ts'
import type { Brief } from './brief.ts'

const orderToMention =
  /^(?:please\s+)?(?:mention|include|cover|highlight|point out|refer to|talk about|focus on|emphasi[sz]e|note)\s+(that\s+)?(.+)$/i

/** Sentences that tell the writer what to do, or how; they are no text for readers. */
const order =
  /^(please|write|use|keep|make|avoid|do not|don't|never|always|add|target|explain|describe|tell|give|show|start|end|open|close|link|aim|compare|ask|put|set|try|create|ensure|remember|this (piece|post|article|page)|the (piece|post|article|page|tone|audience|reader)|we (want|need|would like)|i (want|need|would like)|i'd|readers?\b)/i

const mostNotes = 8

/**
 * Takes from a request's free text what can be printed: whole statements, and the points that it asks to be mentioned.
 */
export function notesIn(freeText: string): Brief['notes'] {
  const notes: Brief['notes'] = { sentences: [], points: [] }
  const parts = freeText
    .split('\n')
    .flatMap((line) => line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '').split(/(?<=[.!?])\s+/))
    .map((part) => part.trim())
  for (const part of parts) {
    const words = part.split(/\s+/).length
    if (words > 35 || /[<>{}[\]`|#]|https?:/.test(part)) continue
    const [, that, said] = orderToMention.exec(part) ?? []
    const point = said?.replace(/[.!?]+$/, '')
    if (point && that) notes.sentences.push(`${capitalise(point)}.`)
    else if (point && words >= 3) notes.points.push(point)
    else if (words >= 5 && /^\p{Lu}/u.test(part) && /[.]$/.test(part) && !order.test(part)) notes.sentences.push(part)
  }
  return { sentences: notes.sentences.slice(0, mostNotes), points: notes.points.slice(0, mostNotes) }
}
