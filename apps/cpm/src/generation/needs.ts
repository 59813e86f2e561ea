import type { ContentType, StrategyConfiguration } from '@hg/contracts'

/** Words to expect of a type when the strategy says nothing. */
const usualWords: Partial<Record<ContentType, number>> = {
  social_post: 120,
  ad_copy: 120,
  meta_tags: 80,
  email: 350,
  product_description: 350,
  press_release: 600,
}
const usualArticle = 1200

/**
 * The most tokens that an answer may take: four per word, which covers most languages and Markdown, and room for the
 * thinking of models that think. A ceiling, not an expectation.
 */
export function maxOutputTokens(
  request: { content_type: ContentType; llm?: { max_output_tokens?: number } },
  strategy: StrategyConfiguration,
): number {
  if (request.llm?.max_output_tokens !== undefined) return request.llm.max_output_tokens
  const { min = 0, max } = strategy.content?.word_count ?? {}
  const words = max ?? Math.max(min * 1.5, usualWords[request.content_type] ?? usualArticle)
  return Math.ceil(words * 4) + 2000
}
