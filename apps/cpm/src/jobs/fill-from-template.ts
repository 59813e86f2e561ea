import {
  type AcceptedRequest,
  applyTemplate,
  type ContentTemplateSnapshot,
  type GenerateRequest,
  servesType,
} from '@hg/contracts'
import { type ContentTemplateRow, lineageContentTemplates, withTenant } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'

/**
 * A request with its gaps filled from the content template that it names, as that is now; the request itself when it
 * names none.
 *
 * @throws {AppError} content_template_missing when the client has no such template in use, or it is for other types
 */
export async function fillFromTemplate(
  deps: Pick<CpmDeps, 'db'>,
  ctx: Context,
  request: GenerateRequest,
): Promise<AcceptedRequest> {
  const template = await findContentTemplate(deps, ctx, request)
  return template ? applyTemplate(request, template) : request
}

/**
 * The content template that a request names, as it is now; null when it names none.
 *
 * @throws {AppError} content_template_missing
 */
export async function findContentTemplate(
  deps: Pick<CpmDeps, 'db'>,
  ctx: Context,
  request: Pick<GenerateRequest, 'client_id' | 'content_type' | 'content_template_id'>,
): Promise<ContentTemplateSnapshot | null> {
  const { content_template_id, client_id, content_type } = request
  if (content_template_id === undefined) return null
  const [found] = await withTenant(deps.db, ctx.actor, (tx) =>
    lineageContentTemplates(tx, client_id, content_template_id),
  )
  if (!found || found.archived_at !== null)
    throw missing('must name a content template in use of this client or of one above it')
  if (!servesType(found, content_type)) throw missing(`must name a content template for ${content_type}`)
  return snapshotOf(found)
}

function missing(message: string): AppError {
  return new AppError('content_template_missing', undefined, { fields: [{ path: 'content_template_id', message }] })
}

function snapshotOf({ id, version, name, content_types, body, client_id, client_name }: ContentTemplateRow) {
  const { description = null, brief = null, sections, defaults } = body
  return { id, version, name, description, content_types, brief, sections, defaults, client_id, client_name }
}
