import type { AcceptedRequest } from '@hg/contracts'
import type { NewBatchJob } from '@hg/db'
import { v7 as uuidv7 } from 'uuid'
import type { PreparedPiece } from './prepare.ts'

const defaultPriority = 5

/** The rows of a batch's jobs, their ids in the order of the pieces, and the strategies that they share. */
export function toBatchJobs(
  pieces: (PreparedPiece & { row: number; repeats?: string })[],
  createdBy: string,
): { jobs: NewBatchJob[]; strategies: unknown[] } {
  const strategies = new Map<PreparedPiece['strategy'], number>()
  const jobs = pieces.map(({ request, strategy, forecast, row, repeats }): NewBatchJob => {
    const { client_id, content_type, ...parameters } = request satisfies AcceptedRequest
    const known = strategies.get(strategy) ?? strategies.size
    strategies.set(strategy, known)
    return {
      id: uuidv7(),
      client_id,
      content_type,
      parameters,
      llm_provider: forecast.provider,
      requested_model: forecast.model,
      reserved_usd: forecast.highUsd,
      strategy_id: strategy.strategy?.id ?? null,
      strategy_version: strategy.strategy?.version ?? null,
      strategy: known,
      priority: request.priority ?? defaultPriority,
      created_by: createdBy,
      batch_row: row,
      ...(repeats && { parent_job_id: repeats }),
    }
  })
  return { jobs, strategies: [...strategies.keys()].map(({ effective, layers }) => ({ effective, layers })) }
}
