import type { LlmProvider } from '@hg/contracts'

/**
 * A model that routing may choose. Quality (of long-form text) and speed run from 1 to 10 and are our own judgement, from
 * the providers' published comparisons and list prices; they order models, they measure nothing. Prices and limits are not
 * here: they come from the catalogue, and a model that it does not have is passed over.
 */
export interface DefaultModel {
  provider: LlmProvider
  model: string
  quality: number
  speed: number
}

export const defaultModels: readonly DefaultModel[] = [
  { provider: 'openai', model: 'gpt-5.5', quality: 10, speed: 4 },
  { provider: 'openai', model: 'gpt-5.4', quality: 9, speed: 5 },
  { provider: 'openai', model: 'gpt-5.4-mini', quality: 7, speed: 7 },
  { provider: 'anthropic', model: 'claude-opus-4-8', quality: 10, speed: 4 },
  { provider: 'anthropic', model: 'claude-sonnet-5', quality: 9, speed: 6 },
  { provider: 'anthropic', model: 'claude-haiku-4-5', quality: 7, speed: 8 },
  { provider: 'google', model: 'gemini-3.1-pro-preview', quality: 9, speed: 5 },
  { provider: 'google', model: 'gemini-3.5-flash', quality: 8, speed: 8 },
  { provider: 'google', model: 'gemini-3.1-flash-lite', quality: 6, speed: 9 },
  { provider: 'groq', model: 'openai/gpt-oss-120b', quality: 6, speed: 10 },
  { provider: 'groq', model: 'llama-3.3-70b-versatile', quality: 5, speed: 9 },
]

/** From this quality on, a piece can usually be published after a light edit: what `balanced` routing asks for. */
export const publishableQuality = 8
