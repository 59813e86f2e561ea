import type { ClientTree } from '@hg/contracts'
import { listClients, withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { orderTree } from './order-tree.ts'
import { presentClient } from './present.ts'

/**
 * The clients that the caller may see, parents before children, siblings by name; row-level security decides which.
 *
 * @param query.include `archived` lists archived clients too
 */
export async function listVisibleClients(
  deps: SmmDeps,
  ctx: Context,
  query: { include?: 'archived' | undefined } = {},
): Promise<ClientTree> {
  const archived = query.include === 'archived'
  const rows = await withTenant(deps.db, ctx.actor, (tx) => listClients(tx, { archived }))
  return { items: orderTree(rows).map(presentClient) }
}
