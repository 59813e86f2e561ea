import type { Usage } from '../../types.ts'

/** Gemini's `usageMetadata`; the SDK's own type knows nothing of thoughts. */
export interface GoogleUsage {
  promptTokenCount?: number
  candidatesTokenCount?: number
  thoughtsTokenCount?: number
  cachedContentTokenCount?: number
}

/**
 * Gemini's counts: its prompt holds the cached part already, but its candidates leave out the thoughts, which are paid for
 * like text. Each chunk repeats them, cumulatively.
 */
export function convertUsage(usage: GoogleUsage): Usage {
  const reasoningTokens = usage.thoughtsTokenCount ?? 0
  return {
    inputTokens: usage.promptTokenCount ?? 0,
    outputTokens: (usage.candidatesTokenCount ?? 0) + reasoningTokens,
    cachedInputTokens: usage.cachedContentTokenCount ?? 0,
    cacheWriteTokens: 0,
    reasoningTokens,
  }
}
