import type { DeliveredEvent } from '@hg/contracts'
import type { DeliveryRow, JobRow } from '@hg/db'
import { trimDecimal } from '../jobs/trim-decimal.ts'

/** What a webhook is told: what happened and to what. The text is not in it: who may read it fetches `status_url`. */
export interface WebhookPayload {
  type: DeliveredEvent
  timestamp: string
  data: Record<string, unknown>
}

/**
 * The body of a delivery. The same at every try: it tells of a final state.
 *
 * @param job the job that it is about; null when it is gone
 */
export function payloadOf(delivery: DeliveryRow, job: JobRow | null): WebhookPayload {
  const told = { type: delivery.event, timestamp: delivery.occurred_at.toISOString() }
  if (delivery.event === 'webhook.test') return { ...told, data: { webhook_id: delivery.webhook_id } }
  const id = delivery.subject_id
  return {
    ...told,
    data: {
      job_id: id,
      client_id: delivery.subject_client_id,
      status: delivery.event.slice('job.'.length),
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
    },
  }
}
