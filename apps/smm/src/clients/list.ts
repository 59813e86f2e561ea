import type { ClientTree } from '@hg/contracts'
import { listClients, withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'

/** The clients that the caller may see, parents before children, siblings by name; row-level security decides which. */
export async function listVisibleClients(deps: SmmDeps, ctx: Context): Promise<ClientTree> {
  const rows = await withTenant(deps.db, ctx.actor, listClients)
  const items = rows.map((row) => ({
    ...row,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }))
  return { items }
}
