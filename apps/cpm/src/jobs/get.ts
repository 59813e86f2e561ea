import type { Job } from '@hg/contracts'
import { getJob, type Queryable, withTenant } from '@hg/db'
import { type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { presentJob } from './present.ts'
import { readParts } from './read-parts.ts'

/** One job with everything that went into it; `not_found` for a missing job and for another tenant's. */
export async function readJob(deps: CpmDeps, ctx: Context, id: string): Promise<Job> {
  const read = async (tx: Queryable): Promise<Job> => {
    const row = await getJob(tx, id)
    if (!row) throw notFound('job')
    return presentJob(row, await readParts(tx, row))
  }
  return withTenant(deps.db, ctx.actor, read, { snapshot: true })
}
