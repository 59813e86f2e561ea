import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** What notifications are about, as far as the actor may see it now. */
export interface NoticeSubjects {
  clients: { id: string; name: string; slug: string }[]
  pieces: { id: string; client_id: string; title: string }[]
  batches: {
    id: string
    client_id: string
    name: string | null
    completed: number
    failed: number
    cancelled: number
  }[]
  alerts: { client_id: string; month: string; level: string; limit_usd: string; spent_usd: string; refused: boolean }[]
}

/** Reads the clients, jobs, batches and budget alerts with these ids. */
export async function readSubjects(
  tx: Queryable,
  wanted: { clientIds: string[]; jobIds: string[]; batchIds: string[]; alertsOf: string[] },
): Promise<NoticeSubjects> {
  const clients = await sql<NoticeSubjects['clients'][number]>`
    select id, name, slug from clients where id = any (${wanted.clientIds}::uuid[])`.execute(tx)
  const pieces =
    wanted.jobIds.length === 0
      ? []
      : await sql<NoticeSubjects['pieces'][number]>`
          select id, client_id, coalesce(title, topic, 'Untitled') as title from jobs
          where id = any (${wanted.jobIds}::uuid[])`
          .execute(tx)
          .then(({ rows }) => rows)
  const batches =
    wanted.batchIds.length === 0
      ? []
      : await sql<NoticeSubjects['batches'][number]>`
          select b.id, b.client_id, b.name,
            count(*) filter (where j.status = 'completed')::int as completed,
            count(*) filter (where j.status = 'failed')::int as failed,
            count(*) filter (where j.status = 'cancelled')::int as cancelled
          from batches b
          left join lateral (
            select distinct on (j.batch_row) j.status from jobs j
            where j.batch_id = b.id and j.client_id = b.client_id
            order by j.batch_row, j.id desc
          ) j on true
          where b.id = any (${wanted.batchIds}::uuid[])
          group by b.id`
          .execute(tx)
          .then(({ rows }) => rows)
  const alerts =
    wanted.alertsOf.length === 0
      ? []
      : await sql<NoticeSubjects['alerts'][number]>`
          select client_id, month::text, level, limit_usd::text, spent_usd::text, not reached as refused
          from budget_alerts
          where client_id = any (${wanted.alertsOf}::uuid[]) and month > current_date - interval '1 year'`
          .execute(tx)
          .then(({ rows }) => rows)
  return { clients: clients.rows, pieces, batches, alerts }
}
