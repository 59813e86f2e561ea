import { type ContentTemplateRow, lineageContentTemplates, type Queryable } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, notFound } from '@hg/runtime'

/** The place of a content template in the API: a client, and a template that it may use. */
export interface TemplateAddress {
  id: string
  templateId: string
}

/**
 * One content template that a client may use, its own or one from above.
 *
 * @throws {AppError} `not_found` about the client or the template
 */
export async function findTemplate(tx: Queryable, { id, templateId }: TemplateAddress): Promise<ContentTemplateRow> {
  await requireRole(tx, id, 'viewer', 'client')
  const [row] = await lineageContentTemplates(tx, id, templateId)
  if (!row) throw notFound('content template')
  return row
}

/**
 * One content template of the client itself, for an admin to change.
 *
 * @throws {AppError} `not_found`, `forbidden`, `unprocessable` for one from above, which is changed where it belongs
 */
export async function findOwnTemplate(tx: Queryable, address: TemplateAddress): Promise<ContentTemplateRow> {
  await requireRole(tx, address.id, 'admin', 'client')
  const row = await findTemplate(tx, address)
  if (row.depth > 0)
    throw new AppError('unprocessable', `This content template belongs to ${row.client_name} and is changed there.`)
  return row
}
