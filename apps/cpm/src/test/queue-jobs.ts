import { withClient } from '@hg/testkit'
import type { Harness } from './harness.ts'

/** Asks the harness's database past row-level security. */
export async function askAdmin<Row extends object>(h: Harness, text: string, values: unknown[] = []): Promise<Row[]> {
  return withClient(h.target.adminUrl, async (db) => (await db.query<Row>(text, values)).rows)
}

/** Accepts jobs of one client at once, and gives the queue word of each. Returns their ids, oldest first. */
export async function queueJobs(h: Harness, clientId: string, count: number, priority = 5): Promise<string[]> {
  const rows = await askAdmin<{ id: string }>(
    h,
    `insert into jobs (client_id, content_type, prompt, parameters, strategy, created_by, priority, reserved_usd)
     select $1, 'blog_post', 'Dry lots', '{"topic": "Dry lots", "llm": {"provider": "openai"}}',
       '{"effective": {}, "layers": []}', 'test', $3, 1
     from generate_series(1, $2) returning id`,
    [clientId, count, priority],
  )
  await h.worker.producer.enqueueMany(
    rows.map(({ id }) => ({ payload: { job_id: id, client_id: clientId, epoch: 0 } })),
  )
  return rows.map(({ id }) => id)
}
