import type { DeliveredEvent } from '@hg/contracts'
import type { DeliveryRow, JobRow } from '@hg/db'
import { trimDecimal } from '../jobs/trim-decimal.ts'

/** What a webhook is told: what happened and to what. The text is not in it: who may read it fetches `status_url`. */
export interface WebhookPayload {
  type: DeliveredEvent
  timestamp: string
  data: Record<string, unknown>
}

/** What a delivery is about, as it is read when it is sent; null for what is gone, or of another kind. */
export interface DeliverySubject {
  job: JobRow | null
  batchName: string | null
}

/** The body of a delivery. The same at every try: it tells of a final state, and figures are those of the moment. */
export function payloadOf(delivery: DeliveryRow, subject: DeliverySubject): WebhookPayload {
  const told = { type: delivery.event, timestamp: delivery.occurred_at.toISOString() }
  const { subject_id: id, subject_client_id: client_id } = delivery
  switch (delivery.event) {
    case 'webhook.test':
      return { ...told, data: { webhook_id: delivery.webhook_id } }
    case 'batch.ended':
      return {
        ...told,
        data: { batch_id: id, client_id, name: subject.batchName, status_url: `/batches/${id}`, ...delivery.detail },
      }
    case 'budget.alert':
      return { ...told, data: { client_id, budget_url: `/clients/${client_id}/budget`, ...figuresOf(delivery) } }
    case 'job.completed':
    case 'job.failed':
    case 'job.cancelled':
      return { ...told, data: dataOfJob(delivery, subject.job) }
  }
}

/** Amounts without the zeros that the database keeps at their end. */
function figuresOf({ detail }: DeliveryRow): Record<string, unknown> {
  const { limit_usd, spent_usd, ...rest } = detail
  return { ...rest, limit_usd: trimDecimal(String(limit_usd)), spent_usd: trimDecimal(String(spent_usd)) }
}

function dataOfJob(
  { event, subject_id: id, subject_client_id }: DeliveryRow,
  job: JobRow | null,
): Record<string, unknown> {
  return {
    job_id: id,
    client_id: subject_client_id,
    status: event.slice('job.'.length),
    status_url: `/jobs/${id}`,
    ...(job && {
      content_type: job.content_type,
      title: job.title,
      word_count: job.word_count,
      quality_score: job.quality_score === null ? null : Number(job.quality_score),
      estimated_cost_usd: job.estimated_cost === null ? null : trimDecimal(job.estimated_cost),
      error_code: job.error_code,
      metadata: (job.parameters as { metadata?: object }).metadata ?? {},
    }),
  }
}
