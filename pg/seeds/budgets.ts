import { putBudgetRequest } from '@hg/contracts'
import type { Client } from 'pg'
import { z } from 'zod'
import { idOf } from './clients.ts'
import { readYaml } from './read.ts'

const budgetSeed = z.strictObject({ client: z.string(), ...putBudgetRequest.shape })

/** Gives the clients of `budgets.yaml` their monthly limits, unless somebody has ever set or taken away theirs. */
export async function seedBudgets(db: Client, clients: ReadonlyMap<string, string>): Promise<void> {
  for (const { client, soft_usd, hard_usd } of await readYaml('budgets.yaml', z.array(budgetSeed))) {
    await db.query(
      `insert into budgets (client_id, soft_usd, hard_usd)
       select $1::uuid, $2::numeric, $3::numeric
       where not exists (select from audit_log where client_id = $1 and action = 'budget.changed')
       on conflict (client_id) do nothing`,
      [idOf(clients, client), soft_usd, hard_usd],
    )
  }
}
