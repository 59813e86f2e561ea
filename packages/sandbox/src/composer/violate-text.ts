import type { Brief } from './brief/brief.ts'
import { capitalise, phrasePattern } from './language/words.ts'
import type { Violation } from './violation.ts'

/** Takes a phrase out of a finished piece, whatever its case and number. */
export function dropPhrase(piece: string, phrase: string): string {
  const withArticle = new RegExp(
    `(?:(?<![\\p{L}\\p{N}])(?:an?|the|your)\\s+)?${phrasePattern(phrase, '(?:s|es)?').source}`,
    'giu',
  )
  return piece.replace(withArticle, (found) => (/^\p{Lu}/u.test(found) ? capitalise('this subject') : 'this subject'))
}

/** Breaks the rules that can only be broken in the printed piece. */
export function violateText(piece: string, brief: Brief, violations: ReadonlySet<Violation>): string {
  let text = piece
  const [keyword] = brief.keywords
  const [phrase] = brief.mustInclude
  const [term] = brief.terms
  if (violations.has('missing_keyword') && keyword) text = dropPhrase(text, keyword)
  if (violations.has('missing_related_term')) text = brief.relatedTerms.reduce(dropPhrase, text)
  if (violations.has('missing_phrase') && phrase) text = dropPhrase(text, phrase)
  if (violations.has('missing_link')) text = text.replace(/\[([^\]\n]+)\]\([^)\n]+\)/g, '$1')
  if (violations.has('wrong_term') && term)
    text = afterFirstParagraph(text, `Some say ${term.from}, and they mean the same.`)
  return text
}

function afterFirstParagraph(piece: string, sentence: string): string {
  const [title = '', first = '', ...rest] = piece.split('\n\n')
  return [title, `${first} ${sentence}`, ...rest].join('\n\n')
}
