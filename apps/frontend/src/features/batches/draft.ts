import {
  type BatchCsvRequest,
  type BatchDefaults,
  type BatchRequest,
  type ContentType,
  generateRequest,
  maxBatchItems,
  type PromptVariableValues,
} from '@hg/contracts'
import {
  isEmpty,
  type NeededVariable,
  toVariableValues,
  variableProblems,
  withStandIns,
} from '#features/prompts/request-variables.ts'
import { readUsd } from '#lib/forms/registering.ts'

/** What is being put together: topics, one a line, or a file with more columns; and what all pieces share. */
export interface BatchDraft {
  source: 'topics' | 'csv'
  name: string
  contentType: ContentType
  contentTemplateId: string | undefined
  brief: string
  /** US dollars that each piece may cost at most, as typed. */
  maxCostUsd: string
  topics: string
  /** What the prompt's variables are for all topics, as typed; a file has columns for them. */
  variables: PromptVariableValues
  csv: string
}

export function emptyDraft(contentType: ContentType): BatchDraft {
  return {
    source: 'topics',
    name: '',
    contentType,
    contentTemplateId: undefined,
    brief: '',
    maxCostUsd: '',
    topics: '',
    variables: {},
    csv: '',
  }
}

/** The topics of a draft: its lines, without empty ones. */
export function topicsOf({ topics }: Pick<BatchDraft, 'topics'>): string[] {
  return topics
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** What is wrong with the cost limit as it was typed; undefined when nothing is. */
export function wrongLimit({ maxCostUsd }: Pick<BatchDraft, 'maxCostUsd'>): string | undefined {
  if (maxCostUsd.trim() === '') return undefined
  return generateRequest.shape.max_cost_usd.safeParse(readUsd(maxCostUsd)).error?.issues[0]?.message
}

/** What is wrong with what was typed for variables, by their names; not what has to be said and was not yet. */
export function wrongVariables(draft: BatchDraft, needed: readonly NeededVariable[]): Record<string, string> {
  if (draft.source === 'csv') return {}
  const said = needed.filter(({ name }) => !isEmpty(draft.variables[name]))
  return variableProblems(said, draft.variables)
}

/**
 * Why a draft cannot be checked yet; null when it can.
 *
 * @param needed what the prompt takes that serves its content type
 */
export function whyNotYet(draft: BatchDraft, needed: readonly NeededVariable[]): string | null {
  const hold = whyNotSized(draft, needed)
  if (hold !== null || draft.source === 'csv') return hold
  const missing = needed.filter(({ name, required }) => required && isEmpty(draft.variables[name]))
  if (missing.length === 0) return null
  return `The prompt has to be told: ${missing.map(({ name }) => name.replaceAll('_', ' ')).join(', ')}.`
}

/** Why it cannot even be said what a draft would cost; null when it can. */
function whyNotSized(draft: BatchDraft, needed: readonly NeededVariable[]): string | null {
  if (wrongLimit(draft) !== undefined) return 'The cost limit needs another look.'
  if (Object.keys(wrongVariables(draft, needed)).length > 0) return 'What the prompt is told needs another look.'
  if (draft.source === 'csv') return draft.csv.trim() === '' ? 'Paste or choose a file first.' : null
  const count = topicsOf(draft).length
  if (count === 0) return 'Write or paste the topics first.'
  return count > maxBatchItems ? `These are ${count} topics; a batch takes ${maxBatchItems} at most.` : null
}

/** A draft as it is sent. */
export function toRequest(
  clientId: string,
  draft: BatchDraft,
  needed: readonly NeededVariable[],
): BatchRequest | BatchCsvRequest {
  return withDefaults(clientId, draft, toVariableValues(needed, draft.variables))
}

function withDefaults(
  clientId: string,
  draft: BatchDraft,
  variables: PromptVariableValues,
): BatchRequest | BatchCsvRequest {
  const name = draft.name.trim()
  const brief = draft.brief.trim()
  const defaults: BatchDefaults = {
    content_type: draft.contentType,
    ...(draft.contentTemplateId ? { content_template_id: draft.contentTemplateId } : {}),
    ...(brief ? { brief } : {}),
    ...(draft.source === 'topics' && Object.keys(variables).length > 0 ? { variables } : {}),
    ...(draft.maxCostUsd.trim() ? { max_cost_usd: readUsd(draft.maxCostUsd) } : {}),
  }
  const shared = { client_id: clientId, ...(name ? { name } : {}), defaults }
  return draft.source === 'csv'
    ? { ...shared, csv: draft.csv }
    : { ...shared, items: topicsOf(draft).map((topic) => ({ topic })) }
}

/** More text than is sent along at every pause in typing. */
const mostLiveCharacters = 300_000

/** A draft as it is estimated while it is typed; null where it cannot be yet, or is so long that checking it will tell. */
export function toLiveRequest(
  clientId: string,
  draft: BatchDraft,
  needed: readonly NeededVariable[],
): BatchRequest | BatchCsvRequest | null {
  const length = draft.source === 'csv' ? draft.csv.length : draft.topics.length
  if (whyNotSized(draft, needed) !== null || length > mostLiveCharacters) return null
  const variables = withStandIns(needed, toVariableValues(needed, draft.variables))
  return withDefaults(clientId, { ...draft, name: '' }, variables)
}
