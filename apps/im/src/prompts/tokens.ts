import { countTokens as count } from 'gpt-tokenizer/encoding/o200k_base'
import { LRUCache } from 'lru-cache'

/** Longer than any word or gap that people write. */
const longestRun = 200
const longRuns = new RegExp(`\\S{${longestRun}}(?=\\S)|\\s{${longestRun}}(?=\\s)`, 'g')

/**
 * Where a text may be cut without changing its count: no token of the encoding holds a line end and what follows it, unless
 * that is a blank or a slash.
 */
const lineStart = /\n(?=[^\s/])/g

/** Lines that most prompts have in common are counted once. In characters, lines and all lines together. */
const longestRemembered = 1000
const remembered = new LRUCache<string, number>({
  maxSize: 4_000_000,
  sizeCalculation: (_tokens, line) => line.length + 50,
})

/**
 * Counts the tokens of a text in the o200k_base encoding. The names of special tokens count as the text that they are.
 *
 * Encoding costs the square of a run without spaces, so longer runs than people write are cut: about one token too many
 * per 200 characters there, and exact everywhere else.
 */
export function countTokens(text: string): number {
  let tokens = 0
  let from = 0
  for (const { index } of text.matchAll(lineStart)) {
    tokens += countLine(text.slice(from, index + 1))
    from = index + 1
  }
  return tokens + countLine(text.slice(from))
}

function countLine(line: string): number {
  if (line.length > longestRemembered) return countRuns(line)
  let tokens = remembered.get(line)
  if (tokens === undefined) {
    tokens = countRuns(line)
    // A copy: a slice would keep the whole prompt in memory.
    remembered.set(Buffer.from(line).toString(), tokens)
  }
  return tokens
}

function countRuns(text: string): number {
  let tokens = 0
  let from = 0
  for (const run of text.matchAll(longRuns)) {
    const to = run.index + longestRun
    tokens += countPart(text.slice(from, to))
    from = to
  }
  return tokens + countPart(text.slice(from))
}

function countPart(text: string): number {
  return text === '' ? 0 : count(text, { disallowedSpecial: new Set() })
}
