import type { CompletionUsage } from 'groq-sdk/resources/completions'
import type { Usage } from '../../types.ts'

/** Groq's counts: both totals are whole already, and nothing is paid for writing to its cache. */
export function convertUsage(usage: CompletionUsage): Usage {
  return {
    inputTokens: usage.prompt_tokens,
    outputTokens: usage.completion_tokens,
    cachedInputTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
    cacheWriteTokens: 0,
    reasoningTokens: usage.completion_tokens_details?.reasoning_tokens ?? 0,
  }
}
