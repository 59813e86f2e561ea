import type { RetentionKind } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** One rule that is due today: what the client has of this kind from before `cutoff` goes. */
export interface DuePurge {
  client_id: string
  kind: RetentionKind
  cutoff: Date
}

/** Every client's rules as moments. Crosses tenants: ids, kinds and moments only. */
export async function duePurges(tx: Queryable): Promise<DuePurge[]> {
  const { rows } = await sql<DuePurge>`select * from app.due_purges()`.execute(tx)
  return rows
}

/** Removes up to `page` things from the client that the transaction acts for. Returns their ids. */
export async function purge(tx: Queryable, due: Pick<DuePurge, 'kind' | 'cutoff'>, page: number): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`select app.purge(${due.kind}, ${due.cutoff}, ${page}) as ids`.execute(
    tx,
  )
  return rows[0]?.ids ?? []
}

/** Removes what is of no use to anybody any more: kept answers, ended sessions, invites, resets and wishes. */
export async function sweep(tx: Queryable): Promise<Record<string, number>> {
  const { rows } = await sql<{ what: string; removed: string }>`select * from app.sweep()`.execute(tx)
  const changes = await sql<{ removed: string }>`select app.sweep_email_changes() as removed`.execute(tx)
  const all = [...rows, { what: 'email_changes', removed: changes.rows[0]?.removed ?? '0' }]
  return Object.fromEntries(all.map(({ what, removed }) => [what, Number(removed)]))
}
