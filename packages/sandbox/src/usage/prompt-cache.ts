import { createHash } from 'node:crypto'
import { encodeTokens } from './tokens.ts'

/** Prefixes are kept in steps of 128 tokens, as OpenAI does. */
const stepTokens = 128

/** The real providers start at 1,024 tokens or more. Prompts here are shorter, and cached prices should be seen at work. */
const shortestTokens = 256

export type CacheRead = { cachedTokens: number; writtenTokens: number }

export type PromptCache = {
  /** Looks up the longest prefix of `text` that `owner` sent before, and keeps the prefixes of this one. */
  readAndKeep: (owner: string, text: string) => CacheRead
  clear: () => void
}

/**
 * A cache of prompt prefixes: a prompt that begins like an earlier one of the same owner (provider, model and key) reads
 * that beginning from the cache. At least one token of each prompt is read anew.
 *
 * @param options.maxPrefixes how many prefixes are remembered; the oldest go first
 */
export function createPromptCache(options: { maxPrefixes: number }): PromptCache {
  const known = new Set<string>()

  function keep(digest: string) {
    known.delete(digest)
    known.add(digest)
    if (known.size <= options.maxPrefixes) return
    for (const oldest of known) {
      known.delete(oldest)
      break
    }
  }

  return {
    readAndKeep(owner, text) {
      const tokens = encodeTokens(text)
      const hash = createHash('sha256').update(owner)
      let cachedTokens = 0
      let keptTokens = 0
      for (let end = stepTokens; end < tokens.length; end += stepTokens) {
        hash.update(tokens.slice(end - stepTokens, end).join())
        if (end < shortestTokens) continue
        const digest = hash.copy().digest('base64')
        if (known.has(digest)) cachedTokens = end
        keptTokens = end
        keep(digest)
      }
      return { cachedTokens, writtenTokens: keptTokens - cachedTokens }
    },
    clear: () => known.clear(),
  }
}
