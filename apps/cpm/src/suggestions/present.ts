import {
  type AcceptedRequest,
  type JobErrorCode,
  type LlmProvider,
  type PromptSuggestion,
  suggestedText,
  type SuggestedText,
  type SuggestionSummary,
} from '@hg/contracts'
import type { JobRow } from '@hg/db'
import { trimDecimal } from '../jobs/trim-decimal.ts'

/** A suggestion's job as lists show it. Once its request was removed, nothing is left of what it was asked for. */
export function presentSuggestionSummary(row: JobRow): SuggestionSummary {
  const { suggestion: asked } = row.parameters as Partial<AcceptedRequest>
  return {
    ...{ id: row.id, client_id: row.client_id },
    template: asked ? { id: asked.template_id, version: asked.template_version, name: asked.template_name } : null,
    instructions: asked?.instructions ?? null,
    target_tokens: asked?.target_tokens ?? null,
    status: row.status,
    error_code: row.error_code as JobErrorCode | null,
    error_message: row.error_message,
    tokens: textOf(row)?.tokens ?? null,
    llm_provider: row.llm_provider as LlmProvider,
    provider_model: row.provider_model,
    reserved_usd: trimDecimal(row.reserved_usd),
    cost_usd: row.estimated_cost === null ? null : trimDecimal(row.estimated_cost),
    created_by: row.created_by,
    created_at: row.created_at.toISOString(),
    completed_at: row.completed_at?.toISOString() ?? null,
  }
}

/** The same with its text. */
export function presentSuggestion(row: JobRow): PromptSuggestion {
  return { ...presentSuggestionSummary(row), suggestion: textOf(row) }
}

/** Null also for one that was kept in another form than today's: no list is lost for it. */
function textOf({ result }: JobRow): SuggestedText | null {
  return suggestedText.safeParse(result).data ?? null
}
