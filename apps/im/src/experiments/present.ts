import { contentType, type Experiment, type ExperimentSummary, type PromptAuthor, roleAllows } from '@hg/contracts'
import { experimentPeople, type ExperimentRow, getExperiment, lineagePrompts, type Queryable, roleOn } from '@hg/db'
import { notFound } from '@hg/runtime'
import { providersOf } from '../templates/list.ts'

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
    serves: await servesThere(tx, row),
    may_promote: role !== null && roleAllows(role, 'admin'),
    created: deed(row.created_at, row.created_by),
    started: row.started_at && deed(row.started_at, row.started_by),
    stopped: row.stopped_at && deed(row.stopped_at, row.stopped_by),
    promoted: row.promoted_at && deed(row.promoted_at, row.promoted_by),
  }
}

/** Whether a template is what serves a client's pieces of the content type, or of any of them. */
export async function servesThere(
  tx: Queryable,
  at: Pick<ExperimentRow, 'client_id' | 'template_id' | 'content_type'>,
): Promise<boolean> {
  const providers = providersOf(await lineagePrompts(tx, at.client_id))
  const types = at.content_type === 'any' ? contentType.options : [at.content_type]
  return providers.some((one) => types.includes(one.content_type) && one.serves?.template_id === at.template_id)
}

function presentPerson(actor: string | null, people: ReadonlyMap<string, string>): PromptAuthor | null {
  return actor === null ? null : { actor, name: people.get(actor) ?? null }
}
