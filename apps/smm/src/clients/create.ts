import { type ClientCreate, type ClientDetails, type ClientType, suggestSlug } from '@hg/contracts'
import { findClient, insertClient, violates, withTenant, writeAudit } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context, notFound } from '@hg/runtime'
import { randomBytes, randomUUID } from 'node:crypto'
import type { SmmDeps } from '../deps.ts'
import { presentDetails } from './present.ts'
import { slugTaken, toClientRefusal } from './refusals.ts'

/**
 * Adds a client under the root or an agency. Without a slug it gets one from its name, with a number when that is taken.
 *
 * @throws {AppError} `not_found` and `forbidden` about the client above; `unprocessable` for a type that cannot stand
 * there; `client_archived`; `conflict` for a slug that is taken
 */
export async function createClient(deps: SmmDeps, ctx: Context, input: ClientCreate): Promise<ClientDetails> {
  const slugs = input.slug === undefined ? slugsFor(input.name) : [input.slug]
  for (const [index, slug] of slugs.entries()) {
    try {
      return await createWithSlug(deps, ctx, input, slug)
    } catch (error) {
      if (violates(error, slugTaken) && index < slugs.length - 1) continue
      throw toClientRefusal(error)
    }
  }
  throw new AppError('internal', 'no slug was tried')
}

/** Slugs to try for a name, in order; the last one is taken by chance only. */
function slugsFor(name: string): string[] {
  const plain = suggestSlug(name)
  const short = plain.slice(0, 70).replace(/-+$/, '')
  return [plain, `${short}-2`, `${short}-3`, `${short}-${randomBytes(3).toString('hex')}`]
}

async function createWithSlug(
  deps: SmmDeps,
  ctx: Context,
  { parent_id, name, type, facts = {} }: ClientCreate,
  slug: string,
): Promise<ClientDetails> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, parent_id, 'admin', 'client')
    const parent = await findClient(tx, { id: parent_id })
    if (!parent) throw notFound('client')
    const row = { id: randomUUID(), name, slug, type: typeBelow(parent.type, type), parent_id, facts }
    await insertClient(tx, row)
    await writeAudit(tx, ctx, {
      clientId: row.id,
      action: 'client.created',
      targetType: 'client',
      targetId: row.id,
      label: name,
      after: { name, slug, type: row.type, facts },
      facts: { parent_id },
    })
    const created = await findClient(tx, { id: row.id })
    if (!created) throw new AppError('internal', 'a created client cannot be read')
    return presentDetails(created)
  })
}

/** The type of a new client by its place: under an agency customers stand, under the root what is asked for. */
function typeBelow(place: ClientType, asked: ClientType | undefined): ClientType {
  const refuse = (path: string, message: string) =>
    new AppError('unprocessable', undefined, { fields: [{ path, message }] })
  if (place === 'agency') {
    if (asked !== undefined && asked !== 'customer') throw refuse('type', 'must be customer: it stands under an agency')
    return 'customer'
  }
  if (place !== 'root') throw refuse('parent_id', 'must name an agency or the root: nothing stands below this client')
  if (asked === undefined || asked === 'customer') throw refuse('type', 'must be direct or agency under the root')
  return asked
}
