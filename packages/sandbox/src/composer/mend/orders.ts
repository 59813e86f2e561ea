import type { Intent } from '../knowledge/knowledge.ts'
import { hardClause } from '../violate.ts'
import { capitalise, countWords, plainText, phrasePattern } from '../language/words.ts'

/** What passages are mended with. */
export type Tools = {
  /** Sentences that do not stand in the piece yet, of about so many words together. */
  write: (words: number, intent?: Intent) => string
  /** Phrases of the piece that a shortened passage has to keep. */
  keep: string[]
  title: (min: number, max: number) => string
  metaDescription: (min: number, max: number) => string
}

type Order = [pattern: RegExp, mend: (text: string, found: RegExpExecArray, tools: Tools) => string]

const sentencesOf = (text: string) => text.split(/(?<=[.!?])\s+(?=\S)/)

/** The text within so many words: what has to be kept first, then what stands first. */
function shorten(text: string, words: number, keep: string[]): string {
  const sentences = sentencesOf(text)
  const wanted = (sentence: string) =>
    /\]\(/.test(sentence) || keep.some((phrase) => phrasePattern(phrase).test(sentence))
  const order = [...sentences.keys()].sort(
    (a, b) => Number(wanted(sentences[b] ?? '')) - Number(wanted(sentences[a] ?? '')) || a - b,
  )
  const kept = new Set<number>()
  let room = words
  for (const index of order) {
    const size = countWords(plainText(sentences[index] ?? ''))
    if (size > room && kept.size > 0) continue
    kept.add(index)
    room -= size
  }
  return sentences.filter((_, index) => kept.has(index)).join(' ')
}

/** The sentence around a phrase without it; nothing where it says nothing else. */
function sayWithout(text: string, phrase: string): string {
  return text.replace(phrasePattern(phrase), 'a real difference')
}

/** Marks that are open are taken away, and HTML with them; whole ones stay. */
function wholeMarkdown(text: string): string {
  return text
    .replace(/<[^>\n]*>/g, '')
    .replace(/\*\*(?=[^*\n]*$)/gm, (mark, offset: number) =>
      (text.slice(0, offset).match(/\*\*/g) ?? []).length % 2 === 0 ? '' : mark,
    )
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*(?:\s[^)\n]*\)?|$)/gm, '$1')
    .replace(/\[([^\]\n]*)\]\(\s*\)/g, '$1')
}

/** How each order is carried out; the first that fits. */
export const orders: Order[] = [
  [/^Say this without "(.+?)" and without/, (text, [, phrase = '']) => sayWithout(text, phrase)],
  [/^Say this without the words "(.+?)"/, (text, [, phrase = '']) => text.replace(phrasePattern(phrase), 'it')],
  [
    /^Work in "(.+?)", (?:written exactly so|word for word)/,
    (text, [, phrase = '']) => join(text, `Ask about ${phrase} as well.`),
  ],
  [/^Write a paragraph\. Work in "(.+?)"/, (text, [, phrase = '']) => join(text, `Ask about ${phrase} as well.`)],
  [/^Use "(.+?)", written exactly so/, (text, [, phrase = '']) => join(text, `Keep ${phrase} in mind here.`)],
  [/^Write "(.+?)", not "(.+?)"/, (text, [, to = '', from = '']) => text.replace(phrasePattern(from), to)],
  [/is a placeholder\./, () => ''],
  [/^Add about (\d+) words/, (text, [, words], tools) => join(text, tools.write(Number(words)), '\n\n')],
  [/^Shorten this to at most (\d+) words/, (text, [, words], tools) => shorten(text, Number(words), tools.keep)],
  [
    /^Write the missing section.*?"## (.+?)"/,
    (text, [, heading = ''], tools) => join(text, `## ${heading}\n\n${tools.write(80)}`, '\n\n'),
  ],
  [
    /^Make this a heading of level (\d)/,
    (text, [, level]) => `${'#'.repeat(Number(level))} ${text.replace(/^#+\s*/, '')}`,
  ],
  [/^This line is a heading in bold/, (text) => `## ${text.replace(/[*_]/g, '')}`],
  [
    /^Write one heading of level 2/,
    (_, __, tools) => `## ${tools.write(1).split(' ').slice(0, 5).join(' ').replace(/\W+$/, '')}`,
  ],
  [/^Write the title, in (\d+) to (\d+) characters/, (_, [, min, max], tools) => tools.title(Number(min), Number(max))],
  [
    /^Write the meta description.*?in (\d+) to (\d+) characters/,
    (_, [, min, max], tools) => tools.metaDescription(Number(min), Number(max)),
  ],
  [/^Print this disclaimer.*?nothing else: (.+)$/, (text, [, disclaimer = '']) => join(text, disclaimer, '\n\n')],
  [/^Write one short paragraph that asks.*?in these words: (.+)$/, (text, [, call = '']) => join(text, call, '\n\n')],
  [/^Work in this link.*?: (\[.+\]\(.+\))$/, (text, [, link = '']) => join(text, `More on that: ${link}.`)],
  [/^Leave this link out/, (text) => text.replace(/\[([^\]\n]+)\]\([^)\n]+\)/, '$1')],
  [
    /^Link the words "(.+?)" to (\S+)\.$/,
    (text, [, words = '', url = '']) => text.replace(/\[([^\]\n]+)\]\([^)\n]+\)/, `[${words}](${url})`),
  ],
  [
    /^Say this in shorter words/,
    (text) => `${text.replace(`${hardClause} `, '').replace(/[.]$/, '').split('; ').map(capitalise).join('. ')}.`,
  ],
  [/^Write this in \w+/, (_, __, tools) => tools.write(20)],
  [/^The Markdown is broken here/, wholeMarkdown],
  [/^This was said before/, (_, __, tools) => tools.write(8)],
  [/^The text breaks off here/, (_, __, tools) => tools.write(40)],
]

function join(text: string, more: string, separator = ' '): string {
  return text === '' ? more : `${text}${separator}${more}`
}
