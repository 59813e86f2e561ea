import { countTokens as count, decode, encode } from 'gpt-tokenizer/encoding/o200k_base'

/** The tokenizer takes quadratic time over one unbroken run of letters or spaces, so longer runs are cut here. */
const longestRun = 200
const tooLongRun = new RegExp(`\\S{${longestRun + 1}}|\\s{${longestRun + 1}}`, 'u')

/** Text that looks like a control token is plain text to us. */
const plain = { disallowedSpecial: new Set<string>() }

function pieces(text: string): string[] {
  if (!tooLongRun.test(text)) return [text]
  return text.match(new RegExp(`\\S{1,${longestRun}}\\s?|\\s{1,${longestRun}}`, 'gu')) ?? []
}

/** Tokens of a text by the o200k_base encoding; linear in its length whatever it holds. */
export function countTokens(text: string): number {
  return pieces(text).reduce((sum, piece) => sum + count(piece, plain), 0)
}

/** The token ids of a text, counted as `countTokens` does. */
export function encodeTokens(text: string): number[] {
  return pieces(text).flatMap((piece) => encode(piece, plain))
}

/** A piece of text and the tokens it stands for: more than one where a character spans several. */
export type TextPiece = { text: string; tokens: number }

/** Cuts well-formed text into pieces of one token each, never inside a character. Joined, they are the text again. */
export function splitTokens(text: string): TextPiece[] {
  const result: TextPiece[] = []
  for (const piece of pieces(text)) {
    let pending: number[] = []
    for (const token of encode(piece, plain)) {
      pending.push(token)
      const decoded = decode(pending)
      if (decoded.includes('\uFFFD')) continue
      result.push({ text: decoded, tokens: pending.length })
      pending = []
    }
    if (pending.length > 0) result.push({ text: decode(pending), tokens: pending.length })
  }
  return result
}
