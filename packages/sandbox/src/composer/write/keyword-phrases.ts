import { knownNames } from '../language/names.ts'
import { isPlural, nounPhrase } from '../language/nouns.ts'
import { capitalise } from '../language/words.ts'

/** Words that make a keyword something people type, and not something they say. */
const typed =
  /^(how|what|why|when|where|which|who|best|top|cheap|is|are|can|do)\b|\b(near me|near you|online|reviews?)$/i

/** "electrician cincinnati": a trade and a place without a word between them. */
function endsWithPlace(keyword: string): boolean {
  const words = keyword.toLowerCase().split(/\s+/)
  const [before = '', last = ''] = words.slice(-2)
  return (
    words.length >= 2 &&
    knownNames.has(last) &&
    !/^(in|near|around|of|for|from|the|greater|central|western|northern)$/.test(before)
  )
}

export type KeywordForm = { keyword: string; isTyped: boolean; np: string; isPlural: boolean }

/** How a keyword can stand in a sentence: as a thing with its article, or quoted as what people type. */
export function formOf(keyword: string): KeywordForm {
  const isTyped = typed.test(keyword) || endsWithPlace(keyword)
  return { keyword, isTyped, np: nounPhrase(keyword), isPlural: isPlural(keyword) }
}

/** Puts a keyword into a pattern: `{np}` with its article, `{Np}` as a heading begins; `{is}`, `{does}`, `{it}` agree. */
export function fillKeyword(pattern: string, form: KeywordForm): string {
  const agree: Record<string, string> = {
    kw: form.keyword,
    np: form.np,
    Np: capitalise(form.keyword),
    is: form.isPlural ? 'are' : 'is',
    does: form.isPlural ? 'do' : 'does',
    it: form.isPlural ? 'them' : 'it',
  }
  return pattern.replace(/\{(kw|np|Np|is|does|it)\}/g, (_, slot: string) => agree[slot] ?? '')
}

/** Sentences around a keyword that is a thing, for any field. */
export const aroundThings: string[] = [
  'Questions about {np} are best asked early, while the answer can still change the plan.',
  'If {np} {is} new to you, begin with one small question and write the answer down.',
  'A plan that mentions {np} by name is easier to check than one that leaves it open.',
  'What you read about {np} often skips the first step, which is to decide what a good result looks like.',
  'Ask two people about {np}, and compare their reasons rather than their answers.',
  'Notes on {np} belong in the same place as the schedule and the phone numbers.',
  'With {np}, the details that matter are the ones you can check yourself.',
  'It is worth agreeing on what {np} {does} for you before you discuss how to get there.',
  'Where {np} {is} involved, a short conversation early saves a long one later.',
  'Put {np} in writing, with a date and the name of the person responsible.',
  'Think of {np} as one part of the picture, and ask what it depends on.',
  'Experience with {np} shows in the questions that somebody asks before giving an answer.',
  'Most of the uncertainty around {np} disappears once somebody has looked at the actual situation.',
  'Anything that is said about {np} at the start should still make sense at the end.',
]

/** Sentences around a keyword that is quoted. `{kw}` is the keyword. */
export const aroundQueries: string[] = [
  'If you searched for “{kw}” to get here, the short answer is above and the reasons follow below.',
  'Many people begin with a search for “{kw}”, which is a fair start as long as a conversation follows.',
  'A search for “{kw}” brings up many opinions; a few good questions help to sort them.',
  'The words “{kw}” can mean different things to different people, so say what you have in mind.',
]

/** Sentences with several keywords at once, for requests that have many. `{list}` names them. */
export const aroundMany: string[] = [
  'A few terms come up again and again: {list}.',
  'Keep these in view as you plan: {list}.',
  'For a first conversation, a short list is enough: {list}.',
  'Among the things to ask about: {list}.',
]
