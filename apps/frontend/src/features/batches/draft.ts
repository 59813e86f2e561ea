import {
  type BatchCsvRequest,
  type BatchDefaults,
  type BatchRequest,
  type ContentType,
  maxBatchItems,
} from '@hg/contracts'

/** What is being put together: topics, one a line, or a file with more columns; and what all pieces share. */
export interface BatchDraft {
  source: 'topics' | 'csv'
  name: string
  contentType: ContentType
  contentTemplateId: string | undefined
  brief: string
  topics: string
  csv: string
}

export function emptyDraft(contentType: ContentType): BatchDraft {
  return { source: 'topics', name: '', contentType, contentTemplateId: undefined, brief: '', topics: '', csv: '' }
}

/** The topics of a draft: its lines, without empty ones. */
export function topicsOf({ topics }: Pick<BatchDraft, 'topics'>): string[] {
  return topics
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Why a draft cannot be checked yet; null when it can. */
export function whyNotYet(draft: BatchDraft): string | null {
  if (draft.source === 'csv') return draft.csv.trim() === '' ? 'Paste or choose a file first.' : null
  const count = topicsOf(draft).length
  if (count === 0) return 'Write or paste the topics first.'
  return count > maxBatchItems ? `These are ${count} topics; a batch takes ${maxBatchItems} at most.` : null
}

/** A draft as it is sent. */
export function toRequest(clientId: string, draft: BatchDraft): BatchRequest | BatchCsvRequest {
  const name = draft.name.trim()
  const brief = draft.brief.trim()
  const defaults: BatchDefaults = {
    content_type: draft.contentType,
    ...(draft.contentTemplateId ? { content_template_id: draft.contentTemplateId } : {}),
    ...(brief ? { brief } : {}),
  }
  const shared = { client_id: clientId, ...(name ? { name } : {}), defaults }
  return draft.source === 'csv'
    ? { ...shared, csv: draft.csv }
    : { ...shared, items: topicsOf(draft).map((topic) => ({ topic })) }
}
