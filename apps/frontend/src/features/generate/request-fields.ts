import type { ApiErrorCode } from '#lib/api.ts'

/** Fields of the form that an error of the service may be about, beside the prompt's variables. */
export const requestFields = [
  'content_type',
  'content_template_id',
  'template_id',
  'topic',
  'keywords',
  'brief',
  'not_before',
  'max_cost_usd',
  'llm.provider',
  'llm.model',
  'llm.routing',
  'llm.temperature',
  'llm.max_output_tokens',
  'llm.max_prompt_tokens',
]

/** Errors that are about one field, though the service names none. */
export const requestFieldOfCode: Partial<Record<ApiErrorCode, string>> = {
  content_template_missing: 'content_template_id',
  template_missing: 'template_id',
  unknown_model: 'llm.model',
  retired_model: 'llm.model',
  model_not_allowed: 'llm.model',
  provider_not_configured: 'llm.provider',
  cost_ceiling: 'max_cost_usd',
}
