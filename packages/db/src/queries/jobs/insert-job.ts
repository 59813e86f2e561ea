import type { AcceptedRequest, ContentType, LlmProvider } from '@hg/contracts'
import type { Queryable } from '../../database.ts'
import type { Json } from '../../types.generated.ts'

export interface NewJob {
  id: string
  client_id: string
  content_type: ContentType
  /** The request as accepted, without client and content type. */
  parameters: Omit<AcceptedRequest, 'client_id' | 'content_type'>
  llm_provider: LlmProvider
  /** The model that was named, or chosen for now. */
  requested_model: string
  reserved_usd: string
  strategy_id: string | null
  strategy_version: number | null
  strategy: unknown
  priority: number
  created_by: string
}

/** Stores an accepted job as pending. A trigger writes its first event. The prompt holds the topic until it is rendered. */
export async function insertJob(tx: Queryable, job: NewJob): Promise<void> {
  await tx
    .insertInto('jobs')
    .values({
      ...job,
      requested_provider: job.llm_provider,
      prompt: job.parameters.topic,
      parameters: JSON.stringify(job.parameters),
      strategy: JSON.stringify(job.strategy) as unknown as Json,
    })
    .execute()
}
