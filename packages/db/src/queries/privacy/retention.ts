import type { RetentionKind } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface RetentionRow {
  kind: RetentionKind
  days: number
  /** Null when the actor may not see who set it. */
  client_id: string | null
  client_name: string | null
}

/** The rules that hold for a client: its own, or those of the nearest client above. */
export async function retentionOf(tx: Queryable, clientId: string): Promise<RetentionRow[]> {
  const { rows } = await sql<RetentionRow>`select * from app.retention_of(${clientId})`.execute(tx)
  return rows
}

/** A client's own rules, by kind. */
export async function ownRetention(tx: Queryable, clientId: string): Promise<Partial<Record<RetentionKind, number>>> {
  const rows = await tx
    .selectFrom('retention_policies')
    .select(['kind', 'days'])
    .where('client_id', '=', clientId)
    .execute()
  return Object.fromEntries(rows.map(({ kind, days }) => [kind, days]))
}

/** Sets one of a client's own rules; null takes it back. */
export async function setRetention(
  tx: Queryable,
  clientId: string,
  kind: RetentionKind,
  days: number | null,
): Promise<void> {
  if (days === null) {
    await tx.deleteFrom('retention_policies').where('client_id', '=', clientId).where('kind', '=', kind).execute()
    return
  }
  await tx
    .insertInto('retention_policies')
    .values({ client_id: clientId, kind, days })
    .onConflict((conflict) => conflict.columns(['client_id', 'kind']).doUpdateSet({ days }))
    .execute()
}

/** What the last purges removed from a client, newest first; a purge in several steps adds up. */
export async function lastPurges(
  tx: Queryable,
  clientId: string,
): Promise<{ kind: RetentionKind; removed: number; cutoff: Date; purged_at: Date }[]> {
  const { rows } = await sql<{ kind: RetentionKind; removed: number; cutoff: Date; purged_at: Date }>`
    select kind, sum(removed)::int as removed, cutoff, max(created_at) as purged_at
    from purge_runs where client_id = ${clientId}
    group by kind, cutoff order by cutoff desc, kind limit 20`.execute(tx)
  return rows
}
