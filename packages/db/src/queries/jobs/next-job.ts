import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/**
 * The job that a free place goes to, locked until the transaction ends; null when nothing waits. From here on the
 * transaction acts as the job's client. Crosses tenants by `app.next_job`, which says whose turn it is.
 */
export async function takeNextJob(tx: Queryable): Promise<{ id: string; clientId: string; epoch: number } | null> {
  const { rows } = await sql<{ id: string; clientId: string; epoch: number }>`
    select n.id, n.client_id as "clientId", n.epoch, set_config('app.actor', 'client:' || n.client_id, true)
    from app.next_job() n`.execute(tx)
  const [next] = rows
  return next ? { id: next.id, clientId: next.clientId, epoch: next.epoch } : null
}
