import type { AcceptedRequest, ContentTypeOrAny, JobRelation, LlmProvider } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { Json } from '../../types.generated.ts'

export interface NewJob {
  id: string
  client_id: string
  /** `any` for a suggestion. */
  content_type: ContentTypeOrAny
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
  not_before?: string | null
  parent?: JobParent | null
}

/** The job that a new one is made from; it belongs to the same client. */
export interface JobParent {
  job_id: string
  relation: JobRelation
}

/**
 * Stores an accepted job as pending. A trigger writes its first event. The prompt holds the topic until it is rendered.
 *
 * @returns how long the job has to wait by the database's clock, in milliseconds: 0 when it may begin at once
 */
export async function insertJob(tx: Queryable, { parent, ...job }: NewJob): Promise<number> {
  const { waitMs } = await tx
    .insertInto('jobs')
    .values({
      ...job,
      requested_provider: job.llm_provider,
      // Nobody looks at it before.
      lease_until: job.not_before ?? null,
      parent_job_id: parent?.job_id ?? null,
      parent_relation: parent?.relation ?? null,
      task: job.parameters.suggestion === undefined ? 'piece' : 'suggestion',
      // No production.
      is_trial: job.parameters.trial !== undefined || job.parameters.suggestion !== undefined,
      prompt: job.parameters.topic,
      parameters: JSON.stringify(job.parameters),
      strategy: JSON.stringify(job.strategy) as unknown as Json,
    })
    .returning(
      sql<number>`ceil(greatest(0, extract(epoch from coalesce(not_before, now()) - now()) * 1000))::float8`.as(
        'waitMs',
      ),
    )
    .executeTakeFirstOrThrow()
  return waitMs
}
