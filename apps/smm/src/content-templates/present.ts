import type { ContentTemplate, ContentTemplateInput, ContentTemplateVersion } from '@hg/contracts'
import type { ContentTemplateBody, ContentTemplateRow, ContentTemplateText, ContentTemplateVersionRow } from '@hg/db'

/** What a request writes, as it is stored. */
export function toText({ name, content_types, ...body }: ContentTemplateInput): ContentTemplateText {
  return { name, content_types, body }
}

function presentBody({ description, brief, sections, defaults }: ContentTemplateBody) {
  return { description: description ?? null, brief: brief ?? null, sections, defaults }
}

/** A row as a client has it. */
export function presentTemplate({ depth, body, ...row }: ContentTemplateRow): ContentTemplate {
  return {
    ...row,
    ...presentBody(body),
    inherited: depth > 0,
    archived_at: row.archived_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}

export function presentVersion({ template_id, body, ...row }: ContentTemplateVersionRow): ContentTemplateVersion {
  return { ...row, ...presentBody(body), id: template_id, created_at: row.created_at.toISOString() }
}
