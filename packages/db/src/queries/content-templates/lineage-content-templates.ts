import type { ContentType, TemplateDefaults, TemplateSection } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** What a content template holds beside its name and content types. */
export interface ContentTemplateBody {
  description?: string | undefined
  brief?: string | undefined
  sections: TemplateSection[]
  defaults: TemplateDefaults
}

export interface ContentTemplateRow {
  id: string
  version: number
  name: string
  content_types: ContentType[]
  body: ContentTemplateBody
  client_id: string
  client_name: string
  /** 0 for the client's own, else how far above it stands. */
  depth: number
  /** A nearer one of the same name stands in its place. */
  overridden: boolean
  archived_at: Date | null
  created_at: Date
  updated_at: Date
}

/**
 * The content templates that a client may use, by name, the nearest first: its own, archived ones too, and those of the
 * clients above it. Empty when the client is not visible.
 *
 * @param templateId only this one
 */
export async function lineageContentTemplates(
  tx: Queryable,
  clientId: string,
  templateId?: string,
): Promise<ContentTemplateRow[]> {
  const { rows } = await sql<ContentTemplateRow>`
    select id, version, name, to_jsonb(content_types) as content_types, body, client_id, client_name, depth, overridden,
      archived_at, created_at, updated_at
    from app.lineage_content_templates(${clientId}) with ordinality as t
    where ${templateId ?? null}::uuid is null or id = ${templateId ?? null}::uuid
    order by t.ordinality`.execute(tx)
  return rows
}
