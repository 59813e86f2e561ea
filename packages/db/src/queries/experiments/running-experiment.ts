import type { ContentType } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { VariantRow } from './read-experiments.ts'

export interface RunningExperimentRow {
  id: string
  name: string
  variants: VariantRow[]
}

/** The experiment that decides which version of a template serves a job of a client: the nearest one; null when none runs. */
export async function runningExperiment(
  tx: Queryable,
  job: { clientId: string; contentType: ContentType; templateId: string },
): Promise<RunningExperimentRow | null> {
  const { rows } = await sql<RunningExperimentRow>`
    select id, name, variants from app.running_experiment(${job.clientId}, ${job.contentType}, ${job.templateId})`.execute(
    tx,
  )
  return rows[0] ?? null
}
