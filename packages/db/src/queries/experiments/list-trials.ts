import type { ContentTypeOrAny } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** A running experiment that tries versions of a template. */
export interface TrialRow {
  id: string
  name: string
  client_id: string
  client_name: string
  content_type: ContentTypeOrAny
  /** In the order of the variants. */
  versions: number[]
  started_at: Date
}

/** The running experiments on a template, as far as the actor may see them, the latest first. */
export async function listTrials(tx: Queryable, templateId: string): Promise<TrialRow[]> {
  const { rows } = await sql<TrialRow>`
    select e.id, e.name, e.client_id, c.name as client_name, e.content_type, e.started_at,
      (select array_agg(v.version order by v.key) from experiment_variants v where v.experiment_id = e.id) as versions
    from experiments e
    join clients c on c.id = e.client_id
    where e.template_id = ${templateId} and e.state = 'running'
    order by e.started_at desc, e.id`.execute(tx)
  return rows
}
