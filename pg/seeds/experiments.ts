import { createExperimentRequest, variantKey } from '@hg/contracts'
import type { Client } from 'pg'
import { z } from 'zod'
import { idOf } from './clients.ts'
import { readYaml } from './read.ts'

/** Of a template of the same client, by its name. */
const experimentSeed = createExperimentRequest
  .omit({ template_id: true })
  .extend({ client: z.string(), author: z.email(), template: z.string() })

/** Adds the drafts of `experiments.yaml` that are not there, by client and name, unless somebody has ever deleted one there. */
export async function seedExperiments(db: Client, clients: ReadonlyMap<string, string>): Promise<void> {
  for (const seed of await readYaml('experiments.yaml', z.array(experimentSeed))) {
    const clientId = idOf(clients, seed.client)
    // Who made it is said by the transaction.
    await db.query(
      `select set_config('app.actor', coalesce((select 'user:' || id from users where email = $1), ''), true)`,
      [seed.author],
    )
    const { rows } = await db.query<{ id: string }>(
      `insert into experiments (client_id, template_client_id, template_id, content_type, name, hypothesis, metric,
         expected_lift, minimum_sample, pass_rate_margin, cost_margin)
       select $1::uuid, $1::uuid, p.template_id, $3::content_type, $4::varchar, $5::varchar, $6::text, $7, $8, $9, $10
       from prompt_templates p
       where p.client_id = $1 and p.name = $2 and p.version = 1
         and not exists (select from experiments where client_id = $1 and name = $4)
         and not exists (select from audit_log where client_id = $1 and action = 'experiment.deleted')
       returning id`,
      [
        ...[clientId, seed.template, seed.content_type, seed.name, seed.hypothesis ?? null, seed.metric],
        ...[seed.expected_lift, seed.minimum_sample, seed.pass_rate_margin, seed.cost_margin],
      ],
    )
    for (const { id } of rows)
      for (const [index, { version, weight }] of seed.variants.entries())
        await db.query(
          `insert into experiment_variants (client_id, experiment_id, key, version, weight) values ($1, $2, $3, $4, $5)`,
          [clientId, id, variantKey.options[index], version, weight],
        )
    await db.query(`select set_config('app.actor', '', true)`)
  }
}
