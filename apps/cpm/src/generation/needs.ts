import { type ContentType, type StrategyConfiguration, wordCountFor } from '@hg/contracts'

/**
 * The most tokens that an answer may take: four per word, which covers most languages and Markdown, and room for the
 * thinking of models that think. A ceiling, not an expectation.
 */
export function maxOutputTokens(
  request: { content_type: ContentType; llm?: { max_output_tokens?: number } },
  strategy: StrategyConfiguration,
): number {
  if (request.llm?.max_output_tokens !== undefined) return request.llm.max_output_tokens
  return wordCountFor(request.content_type, strategy.content?.word_count).max * 4 + 2000
}
