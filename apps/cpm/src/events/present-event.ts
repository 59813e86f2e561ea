import type { JobStatusEvent } from '@hg/contracts'
import type { JobEventRow } from '@hg/db'
import type { ServerEvent } from '@hg/http'
import { trimDecimal } from '../jobs/trim-decimal.ts'

/** An event's row as the streams carry it. */
export function presentEvent(row: JobEventRow): ServerEvent {
  const { estimated_cost, ...data } = row.data as Partial<JobStatusEvent>
  const event: JobStatusEvent = {
    job_id: row.job_id,
    client_id: row.client_id,
    status: row.status,
    at: row.created_at.toISOString(),
    ...data,
    ...(estimated_cost ? { estimated_cost: trimDecimal(estimated_cost) } : {}),
  }
  return { id: row.id, event: 'status', data: event }
}
