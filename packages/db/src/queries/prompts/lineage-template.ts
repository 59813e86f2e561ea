import type { ContentType, ContentTypeOrAny, PromptModelSettings, PromptVariables } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { storableVersion } from './storable-version.ts'

/** A partial in use, of the client that owns the template which renders it. */
export interface PartialRow {
  template_id: string
  version: number
  /** Its handle. */
  name: string
  template: string
}

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
  variables: PromptVariables
  model_settings: PromptModelSettings
  /** Paths of the context, the least important first. */
  trim_order: string[]
  /** Every partial in use of the owner; none where the texts render none. */
  partials: PartialRow[]
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

/**
 * One version of a prompt, in use or not, that belongs to the client or to one above it, with the partials that are in use
 * now; null when there is none.
 */
export async function lineageVersion(
  tx: Queryable,
  clientId: string,
  templateId: string,
  version: number,
): Promise<(TemplateRow & { content_type: ContentTypeOrAny; is_active: boolean }) | null> {
  const { rows } = await sql<TemplateRow & { content_type: ContentTypeOrAny; is_active: boolean }>`
    select * from app.lineage_version(${clientId}, ${templateId}, ${storableVersion(version)})`.execute(tx)
  return rows[0] ?? null
}
