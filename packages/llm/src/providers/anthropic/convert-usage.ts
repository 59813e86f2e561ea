import type { Usage } from '../../types.ts'

/** What both of Anthropic's usage shapes share. The last word repeats what the first said, or leaves it out. */
export interface AnthropicUsage {
  input_tokens?: number | null
  cache_read_input_tokens?: number | null
  cache_creation_input_tokens?: number | null
  output_tokens?: number | null
  output_tokens_details?: { thinking_tokens?: number | null } | null
}

/**
 * Anthropic's counts: its `input_tokens` leaves out what was read from or written to the cache, ours is the sum of the
 * three. The counts are cumulative; what a later one leaves out is taken from `soFar`.
 */
export function convertUsage(usage: AnthropicUsage, soFar: Usage | null): Usage {
  const cachedInputTokens = usage.cache_read_input_tokens ?? soFar?.cachedInputTokens ?? 0
  const cacheWriteTokens = usage.cache_creation_input_tokens ?? soFar?.cacheWriteTokens ?? 0
  return {
    inputTokens: (usage.input_tokens ?? plainInput(soFar)) + cachedInputTokens + cacheWriteTokens,
    outputTokens: usage.output_tokens ?? soFar?.outputTokens ?? 0,
    cachedInputTokens,
    cacheWriteTokens,
    reasoningTokens: usage.output_tokens_details?.thinking_tokens ?? soFar?.reasoningTokens ?? 0,
  }
}

function plainInput(usage: Usage | null): number {
  return usage ? usage.inputTokens - usage.cachedInputTokens - usage.cacheWriteTokens : 0
}
