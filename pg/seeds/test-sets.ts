import { testSetInput } from '@hg/contracts'
import type { Client } from 'pg'
import { z } from 'zod'
import { idOf } from './clients.ts'
import { readYaml } from './read.ts'

const testSetSeed = testSetInput.omit({ job_ids: true }).extend({ client: z.string(), author: z.email() })

/** Adds the test sets of `test-sets.yaml` that are not there, by client and name, unless somebody has ever removed one there. */
export async function seedTestSets(db: Client, clients: ReadonlyMap<string, string>): Promise<void> {
  for (const { client, author, name, content_type, briefs } of await readYaml('test-sets.yaml', z.array(testSetSeed))) {
    await db.query(
      `insert into test_sets (client_id, name, content_type, briefs, created_by)
       select $1::uuid, $2::varchar, $3::content_type, $4::jsonb, 'user:' || u.id
       from users u
       where u.email = $5
         and not exists (select from test_sets where client_id = $1 and lower(name) = lower($2))
         and not exists (select from audit_log where client_id = $1 and action = 'test_set.removed')`,
      [idOf(clients, client), name, content_type, JSON.stringify(briefs), author],
    )
  }
}
