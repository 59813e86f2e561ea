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

let estimator: ZxcvbnFactory | undefined

/**
 * Refuses a password that is among the commonest and leaked ones, close to one of them, or made of what others know
 * about the person. Its length is the contract's matter.
 *
 * @param known their name, address and client
 * @param path of the field
 * @throws {AppError} `invalid_request` saying what is wrong with it
 */
export function requireGoodPassword(password: string, known: string[], path: string): void {
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  const parts = [...known, 'hg content'].flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
  const inputs = parts.map((part) => part.toLowerCase()).filter((part) => part.length > 2)
  const { score, feedback } = estimator.check(password.slice(0, longestLookedAt), inputs)
  if (score >= leastScore) return
  const message = messages[feedback.warning ?? ''] ?? 'is too easy to guess'
  throw new AppError(
    'invalid_request',
    `The password ${message}. Take three or four words that do not belong together.`,
    {
      fields: [{ path, message: `${message}: take three or four words that do not belong together` }],
    },
  )
}
