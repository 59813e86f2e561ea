import { type Experiment, type ExperimentSummary, type PromptAuthor, roleAllows } from '@hg/contracts'
import { experimentPeople, type ExperimentRow, getExperiment, type Queryable, roleOn } from '@hg/db'
import { notFound } from '@hg/runtime'
import { findIdle } from './find-idle.ts'

export function presentSummary(row: ExperimentRow): ExperimentSummary {
  const { id, client_id, client_name, name, content_type, metric, state, variants, promoted_variant } = row
  return {
    ...{ id, client_id, client_name, name, content_type, metric, state, variants, promoted_variant },
    template: { id: row.template_id, client_id: row.template_client_id, name: row.template_name },
    created_at: row.created_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    stopped_at: row.stopped_at?.toISOString() ?? null,
  }
}

/** An experiment as it stands, read again. */
export async function presentExperiment(tx: Queryable, id: string): Promise<Experiment> {
  const row = await getExperiment(tx, id)
  if (!row) throw notFound('experiment')
  const people = await experimentPeople(tx, row.client_id)
  const role = await roleOn(tx, row.template_client_id)
  const deed = (at: Date, by: string | null) => ({ at: at.toISOString(), by: presentPerson(by, people) })
  const { hypothesis, expected_lift, minimum_sample, pass_rate_margin, cost_margin, revision, plan, production } = row
  return {
    ...presentSummary(row),
    ...{ hypothesis, expected_lift, minimum_sample, pass_rate_margin, cost_margin, revision, plan, production },
    idle: await findIdle(tx, row),
    may_promote: role !== null && roleAllows(role, 'admin'),
    created: deed(row.created_at, row.created_by),
    started: row.started_at && deed(row.started_at, row.started_by),
    stopped: row.stopped_at && deed(row.stopped_at, row.stopped_by),
    stopped_because: row.stopped_because,
    promoted: row.promoted_at && deed(row.promoted_at, row.promoted_by),
  }
}

function presentPerson(actor: string | null, people: ReadonlyMap<string, string>): PromptAuthor | null {
  return actor === null ? null : { actor, name: people.get(actor) ?? null }
}
