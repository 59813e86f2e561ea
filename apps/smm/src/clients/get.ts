import type { ClientDetails } from '@hg/contracts'
import { findClient, withTenant } from '@hg/db'
import { type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { presentDetails } from './present.ts'

/**
 * A client with its facts, archived or not, by id or by a slug that it has or had.
 *
 * @throws {AppError} `not_found`
 */
export async function readClient(
  deps: SmmDeps,
  ctx: Context,
  by: { id: string } | { slug: string },
): Promise<ClientDetails> {
  const row = await withTenant(deps.db, ctx.actor, (tx) => findClient(tx, by))
  if (!row) throw notFound('client')
  return presentDetails(row)
}
