import type { SuggestionFault } from '../violation.ts'
import type { Tightening } from './read-tightening.ts'

const long: [RegExp, string][] = [
  [
    /\b(?:please|kindly|really|very|simply|just|always remember to|make sure (?:that you|to)|be sure to|it is important (?:that you|to))\s+/gi,
    '',
  ],
  [/\bin order to\b/gi, 'to'],
  [/\bdue to the fact that\b/gi, 'because'],
  [/\ba large number of\b/gi, 'many'],
]
/** What is left out where nothing else makes a text shorter. */
const articles = /(?<=[a-z,;] )(?:the|an?)\s+(?=[a-z])/g
const tag = /\{[{%]/

/**
 * A template with fewer words: courtesies and roundabout phrases go, lines that stand twice stand once. Lines with tags keep them.
 * The same prompt gives the same answer.
 *
 * @param fault how the answer is to go wrong
 */
export function tighten({ parts }: Tightening, fault?: SuggestionFault): string {
  if (fault === 'unreadable_suggestion') return 'I would rather not.'
  const before = parts.map(({ text }) => text).join('\n')
  const said = new Set<string>()
  let shorter = parts.map(({ name, text }) => ({ name, text: shorten(text, said) }))
  if (shorter.map(({ text }) => text).join('\n').length >= before.length)
    shorter = shorter.map(({ name, text }) => ({ name, text: byLine(text, (line) => line.replace(articles, '')) }))
  if (fault === 'longer_suggestion')
    shorter = parts.map(({ name, text }) => ({ name, text: `${text}\n\nTake your time.` }))
  if (fault === 'loses_variable')
    shorter = shorter.map(({ name, text }) => ({ name, text: text.replace(/\{\{[^{}]*\}\}/, 'it') }))
  return [
    ...shorter.map(({ name, text }) => `<<<${name}\n${text}\n${name}>>>`),
    '<<<CHANGES\n- Courtesies and roundabout phrases are gone.\n- What stood twice stands once.\nCHANGES>>>',
  ].join('\n')
}

function shorten(text: string, said: Set<string>): string {
  const once = text.split('\n').filter((line) => {
    const key = line.trim().toLowerCase()
    if (key.length < 12 || tag.test(line)) return true
    if (said.has(key)) return false
    said.add(key)
    return true
  })
  return byLine(once.join('\n'), (line) => long.reduce((current, [from, to]) => current.replace(from, to), line))
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
}

/** Prose alone is changed. */
function byLine(text: string, change: (line: string) => string): string {
  return text
    .split('\n')
    .map((line) => (tag.test(line) ? line : capitalised(line, change(line))))
    .join('\n')
}

/** A sentence that has lost its first words still begins with a capital. */
function capitalised(before: string, after: string): string {
  if (before === after || !/^\W*[A-Z]/.test(before)) return after
  return after.replace(/^(\W*)([a-z])/, (_, lead: string, letter: string) => lead + letter.toUpperCase())
}
