import type { ContentType } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface TemplateRow {
  template_id: string
  version: number
  name: string
  /** The client that owns the template: the asked one or one above it. */
  client_id: string
  /** The asked client's name. */
  client_name: string
  template: string
  system_template: string
  variables: unknown
}

/** The active version that serves a client and content type, or the named template's; null when there is none. */
export async function lineageTemplate(
  tx: Queryable,
  clientId: string,
  contentType: ContentType,
  templateId?: string,
): Promise<TemplateRow | null> {
  const { rows } = await sql<TemplateRow>`
    select * from app.lineage_template(${clientId}, ${contentType}, ${templateId ?? null})`.execute(tx)
  return rows[0] ?? null
}
