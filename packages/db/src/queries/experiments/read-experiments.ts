import type { ContentTypeOrAny, ExperimentMetric, ExperimentPlan, ExperimentState, VariantKey } from '@hg/contracts'
import { type RawBuilder, sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { VariantOutcomeRow } from './experiment-outcomes.ts'

export interface VariantRow {
  key: VariantKey
  version: number
  weight: number
}

export interface ExperimentRow {
  id: string
  client_id: string
  client_name: string
  template_client_id: string
  template_id: string
  /** Null when the template's client is not the actor's to see. */
  template_name: string | null
  /** The template's version in use; null for none, and as the name. */
  production: number | null
  content_type: ContentTypeOrAny
  name: string
  hypothesis: string | null
  metric: ExperimentMetric
  expected_lift: number
  minimum_sample: number
  pass_rate_margin: number
  cost_margin: number
  state: ExperimentState
  plan: ExperimentPlan | null
  revision: number
  created_by: string | null
  created_at: Date
  started_by: string | null
  started_at: Date | null
  stopped_by: string | null
  stopped_at: Date | null
  stopped_because: 'moved' | null
  /** How its variants did when it ended; null while it runs, and where that was not kept. */
  ended_on: VariantOutcomeRow[] | null
  promoted_variant: VariantKey | null
  promoted_by: string | null
  promoted_at: Date | null
  variants: VariantRow[]
}

function select(where: RawBuilder<unknown>): RawBuilder<ExperimentRow> {
  return sql<ExperimentRow>`
    select e.id, e.client_id, c.name as client_name, e.template_client_id, e.template_id, t.name as template_name,
      (select p.version from prompt_templates p where p.template_id = e.template_id and p.is_active) as production,
      e.content_type, e.name, e.hypothesis, e.metric, e.expected_lift::float8, e.minimum_sample,
      e.pass_rate_margin::float8, e.cost_margin::float8, e.state, e.plan, e.revision, e.created_by, e.created_at,
      e.started_by, e.started_at, e.stopped_by, e.stopped_at, e.stopped_because, e.ended_on, e.promoted_variant, e.promoted_by, e.promoted_at,
      (select coalesce(jsonb_agg(jsonb_build_object('key', v.key, 'version', v.version, 'weight', v.weight) order by v.key), '[]')
        from experiment_variants v where v.experiment_id = e.id) as variants
    from experiments e
    join clients c on c.id = e.client_id
    left join prompt_templates t on t.template_id = e.template_id and t.version = 1
    ${where}`
}

/** An experiment with its variants; null when it does not exist or is not the actor's to see. */
export async function getExperiment(tx: Queryable, id: string): Promise<ExperimentRow | null> {
  return (await select(sql`where e.id = ${id}`).execute(tx)).rows[0] ?? null
}

/** An experiment's name; null when it is not the actor's to see, or was erased. */
export async function experimentName(tx: Queryable, id: string): Promise<string | null> {
  const row = await tx.selectFrom('experiments').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name ?? null
}

/** Keeps an experiment for this transaction; nothing for one that the actor may not change. */
export async function lockExperiment(tx: Queryable, id: string): Promise<void> {
  await sql`select from experiments where id = ${id} for update`.execute(tx)
}

/**
 * Experiments of a client and of all below it, as far as the actor may see: running ones first, then drafts, then those that
 * were stopped, the newest first in each.
 *
 * @param page.after the id of the last one that was seen
 */
export async function listExperiments(
  tx: Queryable,
  clientId: string,
  page: { state?: ExperimentState | undefined; after?: string | undefined; limit: number },
): Promise<ExperimentRow[]> {
  const { state = null, after = null, limit } = page
  const rank = (alias: string) =>
    sql.raw(
      `case ${alias}.state when 'running' then 0 when 'draft' then 1 else 2 end, -extract(epoch from ${alias}.created_at)`,
    )
  const { rows } = await select(sql`
    where e.client_id in (select d.descendant_id from client_closure d where d.ancestor_id = ${clientId})
      and (${state}::text is null or e.state = ${state})
      and (${after}::uuid is null or (${rank('e')}, e.id) > (select ${rank('x')}, x.id from experiments x where x.id = ${after}))
    order by ${rank('e')}, e.id
    limit ${limit}`).execute(tx)
  return rows
}

/** Names of those who made, started, stopped or promoted a client's experiments, by actor. */
export async function experimentPeople(tx: Queryable, clientId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ actor: string; name: string }>`
    select actor, name from app.experiment_people(${clientId})`.execute(tx)
  return new Map(rows.map(({ actor, name }) => [actor, name]))
}
