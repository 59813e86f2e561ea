import { llmProvider, type Notice } from '@hg/contracts'
import { type NoticeSubjects, type NotificationRow, type Queryable, readSubjects } from '@hg/db'
import { trimDecimal } from '../jobs/trim-decimal.ts'

/** What stored notifications say, in their order, with names as the actor of `tx` may see them now. */
export async function toNotices(tx: Queryable, rows: NotificationRow[]): Promise<Notice[]> {
  const subjectsOf = (...kinds: NotificationRow['kind'][]) =>
    rows.flatMap(({ kind, subject_ids }) => (kinds.includes(kind) ? subject_ids : []))
  const clientsOf = (...kinds: NotificationRow['kind'][]) =>
    rows.flatMap(({ kind, client_id }) =>
      client_id && (kinds.length === 0 || kinds.includes(kind)) ? [client_id] : [],
    )
  const subjects = await readSubjects(tx, {
    clientIds: unique(clientsOf()),
    jobIds: unique(subjectsOf('content_ready', 'job_failed')),
    batchIds: unique(subjectsOf('batch_ended')),
    alertsOf: unique(clientsOf('budget_near', 'budget_spent')),
  })
  return rows.map((row) => toNotice(row, subjects))
}

/** One notification with those of the subjects that are its client's. */
export function toNotice(row: NotificationRow, subjects: NoticeSubjects): Notice {
  const { client_id, detail } = row
  const ofClient = <T extends { client_id: string }>(all: T[]) => all.filter((one) => one.client_id === client_id)
  const pieces = new Map(ofClient(subjects.pieces).map(({ id, title }) => [id, { id, title }]))
  const batch = ofClient(subjects.batches).find(({ id }) => row.subject_ids.includes(id))
  const alert = ofClient(subjects.alerts).find(
    ({ month, level, limit_usd }) => month === detail.month && level === detail.level && limit_usd === detail.limit_usd,
  )
  return {
    kind: row.kind,
    client: subjects.clients.find(({ id }) => id === client_id) ?? null,
    count: row.count,
    pieces: row.subject_ids.flatMap((id) => pieces.get(id) ?? []),
    batch: batch
      ? {
          id: batch.id,
          name: batch.name,
          completed: batch.completed,
          failed: batch.failed,
          cancelled: batch.cancelled,
        }
      : null,
    budget: alert
      ? {
          month: alert.month,
          limit_usd: trimDecimal(alert.limit_usd),
          spent_usd: trimDecimal(alert.spent_usd),
          refused: alert.refused,
        }
      : null,
    provider: llmProvider.safeParse(detail.provider).data ?? null,
    first_at: row.first_at.toISOString(),
    last_at: row.last_at.toISOString(),
  }
}

const unique = (ids: string[]) => [...new Set(ids)]
