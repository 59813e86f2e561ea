import type { BatchPieceLeft, FieldError } from '@hg/contracts'
import { type JobRow, promptNeeds, type Queryable } from '@hg/db'
import { type Actor, AppError } from '@hg/runtime'
import { requestOf } from '../jobs/again/origin.ts'
import { requireServed, type ServingPrompt, toAsked } from '../jobs/prompt-needs.ts'

/**
 * Jobs that could be written if they were asked for again now, and those that could not: what would serve them takes other
 * variables, or serves them no more. Asks once for what jobs share.
 */
export async function setAsideUnserved(
  tx: Queryable,
  actor: Actor,
  rows: JobRow[],
): Promise<{ served: JobRow[]; left: BatchPieceLeft[] }> {
  const known = new Map<string, ServingPrompt>()
  const served: JobRow[] = []
  const left: BatchPieceLeft[] = []
  for (const row of rows) {
    const request = requestOf(row)
    const asked = toAsked(request)
    const key = JSON.stringify(asked)
    if (!known.has(key)) known.set(key, (await promptNeeds(tx, actor, asked)).serves)
    const errors = refusalsOf(() => requireServed(request, known.get(key) ?? null))
    if (errors.length === 0) served.push(row)
    else left.push({ job_id: row.id, row: row.batch_row ?? 1, errors })
  }
  return { served, left }
}

function refusalsOf(judge: () => void): FieldError[] {
  try {
    judge()
    return []
  } catch (error) {
    if (error instanceof AppError) return error.fields
    throw error
  }
}
