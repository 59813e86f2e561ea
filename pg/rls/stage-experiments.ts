import type { Client } from 'pg'
import { askOne } from './stage-row.ts'

/** A draft of an experiment of a template, and one that runs. */
export async function stageExperiments(admin: Client, clientId: string, templateId: string, authorId: string) {
  const one = askOne(admin)
  const add = async (variants: number[]) => {
    const { id } = await one<{ id: string }>(
      `insert into experiments (client_id, template_client_id, template_id, content_type, name, metric, expected_lift,
         minimum_sample, pass_rate_margin, cost_margin)
       values ($1, $1, $2, 'faq', 'Stage', 'quality_score', 0.1, 50, 0.05, 0.1) returning id`,
      [clientId, templateId],
    )
    await admin.query(
      `insert into experiment_variants (client_id, experiment_id, key, version, weight)
       select $1, $2, chr(96 + v), v, 1 from unnest($3::int[]) v`,
      [clientId, id, variants],
    )
    return id
  }
  await admin.query(`select set_config('app.actor', $1, false)`, [`user:${authorId}`])
  const [experimentId, runningExperimentId] = [await add([1]), await add([1, 2])]
  await admin.query(`update experiments set state = 'running', plan = '{}' where id = $1`, [runningExperimentId])
  await admin.query(`select set_config('app.actor', '', false)`)
  return { experimentId, runningExperimentId }
}
