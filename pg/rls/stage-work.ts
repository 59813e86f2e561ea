import type { Client } from 'pg'
import { askOne } from './stage-row.ts'

/** A job of a client in a batch, with everything that hangs on a job. */
export async function stageWork(admin: Client, id: string, priceId: string) {
  const one = askOne(admin)
  const batch = await one<{ id: string }>(
    `insert into batches (client_id, size, estimated_usd, created_by) values ($1, 1, 0, 'stage') returning id`,
    [id],
  )
  const job = await one<{ id: string }>(
    `insert into jobs (client_id, content_type, prompt, created_by) values ($1, 'article', 'Stage', 'stage') returning id`,
    [id],
  )
  for (const attempt of [1, 2]) {
    await admin.query(
      `insert into job_attempts (client_id, job_id, attempt, epoch, provider, model_requested, prompt_tokens_estimate, price_id)
       values ($1, $2, $3, 1, 'openai', 'any', 10, $4)`,
      [id, job.id, attempt, priceId],
    )
  }
  await admin.query(
    'insert into charges (client_id, job_id, attempt, amount_usd, estimated, price_id) values ($1, $2, 1, 0.01, false, $3)',
    [id, job.id, priceId],
  )
  await admin.query(
    `insert into cached_answers (client_id, key, text, provider, model, model_used, job_id, attempt, written_at, expires_at)
     values ($1, $2, 'Stage', 'openai', 'any', 'any', $3, 1, now(), now() + interval '1 day')`,
    [id, Buffer.alloc(32), job.id],
  )
  await admin.query(`insert into provider_batches (client_id, provider, model, size) values ($1, 'openai', 'any', 1)`, [
    id,
  ])
  await admin.query(
    `insert into provider_batch_items (job_id, client_id, provider, model, price_id, epoch, prompt_tokens)
     values ($1, $2, 'openai', 'any', $3, 1, 1)`,
    [job.id, id, priceId],
  )
  await admin.query(
    `insert into idempotency_keys (client_id, key, body_hash, job_id, response) values ($1, 'staged', $2, $3, '{}')`,
    [id, '0'.repeat(64), job.id],
  )
  await admin.query(
    `insert into job_revisions (client_id, job_id, revision, content, word_count, quality, created_by)
     values ($1, $2, 2, 'Stage', 1, '{}', 'stage')`,
    [id, job.id],
  )
  await admin.query(
    `insert into feedback (client_id, job_id, actor, rating, revision) values ($1, $2, 'stage', 'up', 1)`,
    [id, job.id],
  )
  return { batch, job }
}
