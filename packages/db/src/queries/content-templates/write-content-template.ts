import type { ContentType } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { ContentTemplateBody } from './lineage-content-templates.ts'

export interface ContentTemplateText {
  name: string
  content_types: ContentType[]
  body: ContentTemplateBody
}

/**
 * Adds a content template as its version 1, and returns its id.
 *
 * @throws constraint `content_templates_name` when the client has one of this name in use
 */
export async function insertContentTemplate(
  tx: Queryable,
  clientId: string,
  { name, content_types, body }: ContentTemplateText,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into content_templates (client_id, name, content_types, body)
    values (${clientId}, ${name}, ${content_types}::content_type[], ${JSON.stringify(body)})
    returning id`.execute(tx)
  return rows[0]?.id ?? ''
}

/**
 * Writes a content template anew, if it is still at this version. Returns false when it is not.
 *
 * @throws constraint `content_templates_name`
 */
export async function updateContentTemplate(
  tx: Queryable,
  id: string,
  baseVersion: number,
  { name, content_types, body }: ContentTemplateText,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update content_templates
    set name = ${name}, content_types = ${content_types}::content_type[], body = ${JSON.stringify(body)}
    where id = ${id} and version = ${baseVersion}`.execute(tx)
  return numAffectedRows === 1n
}

/**
 * Takes a content template out of use, or back into it. Returns false when it was so already.
 *
 * @throws constraint `content_templates_name` when another one in use has its name by now
 */
export async function archiveContentTemplate(tx: Queryable, id: string, archive: boolean): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update content_templates set archived_at = case when ${archive} then now() end
    where id = ${id} and (archived_at is null) = ${archive}`.execute(tx)
  return numAffectedRows === 1n
}
