import { beginsWithOrder, toGerund } from './gerund.ts'
import { isPlural, nounPhrase } from './nouns.ts'
import { capitalise, cutAtWord, uncapitalise } from './words.ts'

/** A topic as it stands in a sentence. */
export type Subject = {
  /** As a heading: the topic's own words, first letter in upper case. */
  heading: string
  /** As a part of a sentence that can be talked about. */
  phrase: string
  /** "is" or "are". */
  verb: 'is' | 'are'
  /** The topic asks something that a piece has to answer. */
  isQuestion: boolean
}

const smallWords = /^(a|an|the|and|or|of|for|in|on|to|with|at|by|from|vs\.?|is|are|as)$/i

/** In "A Title Like This" every word of weight has a capital; names cannot be told from other words then. */
function isTitleCase(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => /^\p{L}/u.test(word) && !smallWords.test(word))
  return words.length >= 3 && words.every((word) => /^\p{Lu}/u.test(word))
}

/** A place at the end of a title: "in Hyde Park". */
const placeAtEnd =
  /(?<=\b(?:in|near|around) )(?!(?:Winter|Spring|Summer|Fall|Autumn|Practice|Class|School)\b)\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?$/u

/** Lower case for the words of a title, except abbreviations, numbers, mixed case and the names that are known. */
function lowerTitle(text: string, names: Set<string>): string {
  const place = placeAtEnd.exec(text)?.[0] ?? ''
  const front = text.slice(0, text.length - place.length)
  const lowered = front.split(/(\s+)/).map((word) => {
    const bare = word.replace(/[^\p{L}\p{N}'’-]/gu, '')
    const isPlainWord = /^[A-Z][a-z'’-]*$/.test(bare)
    return isPlainWord && !names.has(bare.replace(/['’]s$/, '').toLowerCase()) ? word.toLowerCase() : word
  })
  return lowered.join('') + place
}

/** Cuts a long phrase where its first thought ends, so that it fits into a sentence. */
function shorten(phrase: string): string {
  if (phrase.split(/\s+/).length <= 10) return phrase
  const [first = phrase] = phrase.split(/\s[–—-]\s|[,;(]|\s(?:that|which|because|so that|while|without)\s/)
  const candidate = first.split(/\s+/).length >= 3 ? first : phrase
  const words = candidate.trim().split(/\s+/)
  if (words.length <= 10) return candidate.trim()
  const cut = words.findIndex(
    (word, index) => index >= 5 && /^(for|in|on|with|to|from|before|after|during|when)$/i.test(word),
  )
  return words.slice(0, cut === -1 ? 10 : Math.min(cut, 12)).join(' ')
}

const auxiliaries = 'should|can|could|will|would|must|do|does|is|are'
const askers = String.raw`you|we|i|they|it|(?:an?|the|your|my|our) \p{L}+|\p{L}+`

function thirdPerson(verb: string): string {
  if (/(?:s|sh|ch|x|z|o)$/.test(verb)) return `${verb}es`
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`
}

/** "should you wait" becomes "you should wait", "does it crack" becomes "it cracks". */
function uninvert(verb: string, who: string, rest: string): string {
  if (/^not /.test(rest)) return `${who} ${verb} ${rest}`
  const subject = who.replace(/^my\b/i, 'your').replace(/^i$/i, 'you')
  if (verb === 'does') return `${subject} ${rest.replace(/^\p{L}+/u, thirdPerson)}`
  return verb === 'do' ? `${subject} ${rest}` : `${subject} ${verb} ${rest}`
}

function fromQuestion(text: string, fallback: string): string | undefined {
  const lower = uncapitalise(text.replace(/\?+$/, ''))
  const inverted = new RegExp(
    `^(?:(why|when|how|what|where|which \\p{L}+) )?(${auxiliaries}) (${askers}) (.+)$`,
    'iu',
  ).exec(lower)
  const definition = /^(?:what|who) (?:is|are) (.+)$/i.exec(lower)?.[1]
  if (definition) return definition
  if (inverted) {
    const [, asks, verb = '', who = '', rest = ''] = inverted
    return `${(asks ?? 'whether').toLowerCase()} ${uninvert(verb.toLowerCase(), who, rest)}`
  }
  return /^(did|was|were|has|have|had)\b/i.test(lower) ? fallback : undefined
}

/** "why asphalt cracks" cannot stand where a thing can, "the question of why asphalt cracks" can. */
function asThing(clause: string): string {
  const [first = ''] = clause.split(/\s/)
  if (/^whether$/i.test(first)) return `the question ${clause}`
  return /^(why|when|what|where|which|how|who)$/i.test(first) ? `the question of ${clause}` : clause
}

function phraseOf(text: string, fallback: string): string {
  const withoutCount = text.replace(/^(?:top |the )?\d+ (?=\p{L})/iu, 'the ')
  if (withoutCount !== text) return shorten(withoutCount)
  const versus = /^(.{2,60}?)\s+(?:vs\.?|versus)\s+(.{2,60})$/i.exec(text)
  if (versus) return `the choice between ${uncapitalise(versus[1] ?? '')} and ${uncapitalise(versus[2] ?? '')}`
  const howTo = /^how to\s+(.+)$/i.exec(text)
  if (howTo?.[1]) return shorten(toGerund(howTo[1].replace(/\?+$/, '')))
  const question =
    /\?$/.test(text) || /^(why|when|what|where|which|whether)\b/i.test(text) ? fromQuestion(text, fallback) : undefined
  if (question) return asThing(nounPhrase(shorten(question)))
  const lower = uncapitalise(text.replace(/[.?!]+$/, ''))
  if (/^(why|when|what|where|which|whether|how|who)\b/i.test(lower)) return asThing(shorten(lower))
  if (/^(we|i|you|they|it|this|that|there|he|she)\b/i.test(lower)) return fallback
  if (beginsWithOrder(lower)) return shorten(toGerund(lower))
  return nounPhrase(shorten(lower))
}

/**
 * Turns a topic as people write it (a name, "how to ...", a question, a list title, a comparison) into something that
 * sentences can be built around.
 *
 * @param names words that keep their capital, in lower case
 * @param fallback what to talk about when the topic is no such thing, such as a whole sentence
 */
export function subjectOf(topic: string, names: Set<string>, fallback: string): Subject {
  const flat = topic.replace(/\s+/g, ' ').trim()
  const sentenceCase = isTitleCase(flat) ? lowerTitle(flat, names) : flat
  const [front = '', back = ''] = sentenceCase.split(/:\s+/)
  const main = front.split(/\s+/).length >= 2 || back === '' ? front : back
  const phrase = phraseOf(main, fallback)
  const isActivity = /^\w+ing\b/i.test(phrase)
  return {
    heading: capitalise(cutAtWord(flat.replace(/[.\s]+$/, ''), 160)),
    phrase,
    verb: !isActivity && isPlural(phrase) ? 'are' : 'is',
    isQuestion: /\?$/.test(flat) || /^(why|how|when|what|should|is|are|can|do|does)\b/i.test(flat),
  }
}
