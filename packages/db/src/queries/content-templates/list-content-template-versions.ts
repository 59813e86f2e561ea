import type { ContentType } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { ContentTemplateBody } from './lineage-content-templates.ts'

export interface ContentTemplateVersionRow {
  template_id: string
  version: number
  name: string
  content_types: ContentType[]
  body: ContentTemplateBody
  /** `user:<uuid>`; null for what was seeded. */
  created_by: string | null
  created_at: Date
}

/** The newest versions of a client's content template, 100 at most; empty for one that is not that client's. */
export async function listContentTemplateVersions(
  tx: Queryable,
  clientId: string,
  templateId: string,
): Promise<ContentTemplateVersionRow[]> {
  const { rows } = await sql<ContentTemplateVersionRow>`
    select template_id, version, name, to_jsonb(content_types) as content_types, body, created_by, created_at
    from content_template_versions
    where client_id = ${clientId} and template_id = ${templateId}
    order by version desc
    limit 100`.execute(tx)
  return rows
}
