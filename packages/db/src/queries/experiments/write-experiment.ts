import type { ContentTypeOrAny, ExperimentMetric, ExperimentPlan, VariantKey } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { requireChanged } from '../require-changed.ts'
import type { VariantOutcomeRow } from './experiment-outcomes.ts'
import type { VariantRow } from './read-experiments.ts'

export interface ExperimentDraft {
  template_client_id: string
  template_id: string
  content_type: ContentTypeOrAny
  name: string
  hypothesis: string | null
  metric: ExperimentMetric
  expected_lift: number
  minimum_sample: number
  pass_rate_margin: number
  cost_margin: number
}

/**
 * Adds a draft, and returns its id.
 *
 * @throws constraints `experiments_owner` when the template belongs to nobody above the client whom the actor sees,
 * `experiment_variants_version` when it has no such version
 */
export async function insertExperiment(
  tx: Queryable,
  clientId: string,
  draft: ExperimentDraft,
  variants: VariantRow[],
): Promise<string> {
  const { id } = await tx
    .insertInto('experiments')
    .values({ client_id: clientId, ...draft })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertVariants(tx, { clientId, id }, variants)
  return id
}

/**
 * Writes a draft anew, with its variants. Locked before, by whoever changes it.
 *
 * @throws {AppError} `conflict` when it is not the actor's to change, as whatever changes one below
 */
export async function rewriteExperiment(
  tx: Queryable,
  at: { clientId: string; id: string },
  draft: ExperimentDraft,
  variants: VariantRow[],
): Promise<void> {
  await tx.deleteFrom('experiment_variants').where('experiment_id', '=', at.id).execute()
  const { numUpdatedRows } = await tx
    .updateTable('experiments')
    .set((eb) => ({ ...draft, revision: eb('revision', '+', 1) }))
    .where('id', '=', at.id)
    .executeTakeFirst()
  requireChanged({ numAffectedRows: numUpdatedRows })
  await insertVariants(tx, at, variants)
}

async function insertVariants(
  tx: Queryable,
  { clientId, id }: { clientId: string; id: string },
  variants: VariantRow[],
): Promise<void> {
  const rows = variants.map((variant) => ({ client_id: clientId, experiment_id: id, ...variant }))
  await tx.insertInto('experiment_variants').values(rows).execute()
}

/** Deletes a draft. */
export async function deleteExperiment(tx: Queryable, id: string): Promise<void> {
  requireChanged(await sql`delete from experiments where id = ${id}`.execute(tx))
}

/**
 * A draft begins to run; who started it, and when, the database notes.
 *
 * @throws constraint `experiments_one_running` beside another one of its template, client and content type
 */
export async function startExperiment(tx: Queryable, id: string, plan: ExperimentPlan): Promise<void> {
  requireChanged(
    await sql`
      update experiments set state = 'running', plan = ${JSON.stringify(plan)}::jsonb
      where id = ${id} and state = 'draft'`.execute(tx),
  )
}

/**
 * Ends an experiment that runs. When, and by whom, the database notes.
 *
 * @param end.outcomes how its variants do at this moment, which stays
 * @param end.because what ended it beside somebody's decision
 */
export async function stopExperiment(
  tx: Queryable,
  id: string,
  end: { outcomes: readonly VariantOutcomeRow[]; because?: 'moved' },
): Promise<void> {
  requireChanged(
    await sql`
      update experiments set state = 'stopped', ended_on = ${JSON.stringify(end.outcomes)}::jsonb,
        stopped_because = ${end.because ?? null}
      where id = ${id} and state = 'running'`.execute(tx),
  )
}

/** Notes which variant was promoted, on which numbers and outcomes, and ends an experiment that runs. */
export async function promoteVariant(
  tx: Queryable,
  id: string,
  variant: VariantKey,
  on: { numbers: object; outcomes: readonly VariantOutcomeRow[] },
): Promise<void> {
  requireChanged(
    await sql`
      update experiments set state = 'stopped', promoted_variant = ${variant},
        promoted_on = ${JSON.stringify(on.numbers)}::jsonb, ended_on = ${JSON.stringify(on.outcomes)}::jsonb
      where id = ${id}`.execute(tx),
  )
}
