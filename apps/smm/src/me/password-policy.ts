import { AppError } from '@hg/runtime'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

/** What the estimate's warnings mean to whoever chose the password. */
const messages: Record<string, string> = {
  common: 'is one of the most used passwords',
  topTen: 'is one of the most used passwords',
  topHundred: 'is one of the most used passwords',
  similarToCommon: 'is too close to one of the most used passwords',
  pwned: 'is known from a leak',
  simpleRepeat: 'repeats the same signs',
  extendedRepeat: 'repeats the same signs',
  sequences: 'is a sequence, such as abcdef',
  straightRow: 'is a row of keys',
  keyPattern: 'is a pattern of keys',
  dates: 'is a date',
  recentYears: 'is little more than a year',
  userInputs: 'is made of a name or address that others know',
}

/** 3 of 4: more than 10^8 guesses, out of reach for whoever tries at the sign-in. */
const leastScore = 3
/** What stands behind adds nothing that matters, and takes time to look at. */
const longestLookedAt = 64

/** How much of a password must be its own, when the words that others know are taken out. */
const ownSigns = 8

let estimator: ZxcvbnFactory | undefined

function wordsOf(known: string[]): string[] {
  const words = [...known, 'hg content'].flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
  return words.map((word) => word.toLowerCase()).filter((word) => word.length > 2)
}

function isMadeOf(words: string[], password: string): boolean {
  const longestFirst = words.toSorted((a, b) => b.length - a.length)
  const rest = longestFirst.reduce((left, word) => left.replaceAll(word, ''), password.toLowerCase())
  return rest.length < password.length && rest.length < ownSigns
}

/** What is wrong with a password, to stand behind "it"; null for a good one. */
function complaintAbout(password: string, known: string[]): string | null {
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  const words = wordsOf(known)
  if (isMadeOf(words, password)) return messages['userInputs'] ?? ''
  const { score, feedback } = estimator.check(password.slice(0, longestLookedAt), words)
  return score >= leastScore ? null : (messages[feedback.warning ?? ''] ?? 'is too easy to guess')
}

/**
 * Refuses a password that is among the commonest and leaked ones, close to one of them, or made of what others know
 * about the person. Its length is the contract's matter.
 *
 * @param known their name, address and client
 * @param path of the field
 * @throws {AppError} `invalid_request` saying what is wrong with it
 */
export function requireGoodPassword(password: string, known: string[], path: string): void {
  const complaint = complaintAbout(password, known)
  if (complaint === null) return
  const message = `${complaint}: take three or four words that do not belong together`
  throw new AppError('invalid_request', `The password ${message}.`, { fields: [{ path, message }] })
}
