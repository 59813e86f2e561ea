import type { ContentTypeOrAny, ExperimentMetric, VariantKey } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** A metric of some pieces: how many there were, and their mean and sample variance; null where they say nothing. */
export type MomentsRow = Record<ExperimentMetric, { count: number; mean: number | null; variance: number | null }>

export interface VariantOutcomeRow {
  variant: VariantKey
  assigned: number
  completed: number
  failed: number
  cancelled: number
  cached: number
  cost_usd: string
  metrics: MomentsRow
  /** When its newest piece was asked for, as JSON tells it. */
  newest: string
}

/** How the variants of an experiment do; those without jobs are not in it. Nothing for one that is not the actor's to see. */
export async function experimentOutcomes(tx: Queryable, id: string): Promise<VariantOutcomeRow[]> {
  const { rows } = await sql<VariantOutcomeRow>`
    select variant, assigned::int, completed::int, failed::int, cancelled::int, cached::int, cost_usd::text, metrics,
      to_jsonb(newest) as newest
    from app.experiment_outcomes(${id})`.execute(tx)
  return rows
}

interface TemplatePieces {
  clientId: string
  templateId: string
  contentType: ContentTypeOrAny
  /** How far to look back. */
  days: number
}

/** What the newest pieces of a template were like, 5,000 at most, for a client and those below it. */
export async function templateBaseline(
  tx: Queryable,
  { clientId, templateId, contentType, days }: TemplatePieces,
): Promise<{ jobs: number; metrics: MomentsRow }> {
  const { rows } = await sql<{ jobs: number; metrics: MomentsRow }>`
    select jobs::int, metrics from app.template_baseline(
      ${clientId}, ${templateId}, ${contentType}, app.uuid_floor(now() - make_interval(days => ${days})))`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('a baseline is asked for by those who see the client')
  return row
}

/** How many pieces a template was asked for, for a client and those below it. */
export async function templateVolume(
  tx: Queryable,
  { clientId, templateId, contentType, days }: TemplatePieces,
): Promise<number> {
  const { rows } = await sql<{ jobs: number }>`
    select jobs::int from app.template_volume(
      ${clientId}, ${templateId}, ${contentType}, app.uuid_floor(now() - make_interval(days => ${days}))) as jobs`.execute(
    tx,
  )
  return rows[0]?.jobs ?? 0
}
