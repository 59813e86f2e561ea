import { isDeepStrictEqual } from 'node:util'
import type { LlmProvider } from '@hg/contracts'
import { submitBatch } from '../batches/submit.ts'
import { runDoomedWorker, workerEnv } from './doomed-worker.ts'
import type { Harness } from './harness.ts'
import { askAdmin } from './queue-jobs.ts'

/** What came of pieces in providers' batches whose workers were killed over and over. */
export interface KilledBatches {
  jobs: number
  kills: number
  batches: number
  /** Requests that the provider was sent, and wrote. */
  requests: number
  statuses: Record<string, number>
  /** What must never be, in words. */
  wrong: string[]
}

const models = { openai: 'gpt-4.1', anthropic: 'claude-sonnet-5' } satisfies Partial<Record<LlmProvider, string>>
/** What the prompt's version asks for: the model counts where the request names none, and not all of it can be afforded. */
const settings = { model: models.anthropic, temperature: 0.4, max_output_tokens: 3000 }
/** A worker begins its first round about a second after its start; it dies before, within, or after that. */
const lives = { shortestMs: 1000, longestMs: 6000 }
const longestRounds = 200

/**
 * Asks for pieces that are to be written in the batches of OpenAI and Anthropic, and kills the worker at a random moment of each round,
 * until all pieces have ended. Now and then the provider loses the answer that says that it took a batch.
 *
 * @param options.random from 0 to 1
 */
export async function killBatches(
  h: Harness,
  options: { jobs: number; random: () => number; onProgress?: (kills: number, open: number) => void },
): Promise<KilledBatches> {
  const { random } = options
  // By the routing that sets enough aside for the model of the prompt's version.
  const llm = { batch: 'provider', routing: 'quality' } as const
  h.others.strategy = { ...h.others.strategy, quality: { max_repairs: 0 }, llm }
  h.others.promptExtras = { model_settings: settings }
  h.server.strategies.forget()
  h.sandbox.holdBatches()
  const env = await workerEnv(h)
  const ids = (await Promise.all([submit(h, options.jobs, models.openai), submit(h, options.jobs)])).flat()
  let kills = 0
  for (let open = ids.length; open > 0; open = await countOpen(h, ids)) {
    if (kills === longestRounds) break
    if (random() < 0.2) h.sandbox.loseNextBatch()
    if (random() < 0.4) await h.sandbox.endBatches()
    await letTimePass(h)
    await runDoomedWorker(env, lives.shortestMs + random() * (lives.longestMs - lives.shortestMs))
    kills += 1
    options.onProgress?.(kills, open)
  }
  return { jobs: ids.length, kills, ...(await judge(h, ids)) }
}

async function submit(h: Harness, count: number, model?: string): Promise<string[]> {
  const { accepted } = await submitBatch(h.server, h.as('member'), {
    client_id: h.tenant.customerId,
    defaults: { content_type: 'blog_post', ...(model === undefined ? {} : { llm: { model } }) },
    items: Array.from({ length: count }, (_, index) => ({ topic: `Dry lots, ${model ?? 'by the prompt'} ${index}` })),
  })
  return accepted.job_ids
}

async function countOpen(h: Harness, ids: string[]): Promise<number> {
  const [row] = await askAdmin<{ open: number }>(
    h,
    `select count(*)::int as open from jobs where id = any($1) and status in ('pending', 'processing')`,
    [ids],
  )
  return row?.open ?? 0
}

/** What waits for company, for its next look or for a lost worker's lease has waited long enough. */
async function letTimePass(h: Harness): Promise<void> {
  await askAdmin(
    h,
    `update provider_batch_items set created_at = created_at - interval '2 minutes' where state = 'waiting'`,
  )
  // A job whose workers are lost five times fails, as it should; here they are lost at every turn.
  await askAdmin(h, `update jobs set crashes = 0 where crashes > 0 and status in ('pending', 'processing')`)
  await askAdmin(h, `update provider_batches set next_look_at = now() where state <> 'ended'`)
}

interface JobEnd {
  id: string
  status: string
  error_code: string | null
  attempts: number
  batched: number
  charges: number
  is_cost_whole: boolean
  models: string[]
  /** The names of the prompt's settings that count. */
  taken: string[]
}

async function judge(h: Harness, ids: string[]): Promise<Omit<KilledBatches, 'jobs' | 'kills'>> {
  const rows = await askAdmin<JobEnd>(
    h,
    `select j.id, j.status, j.error_code, count(a.attempt)::int as attempts, count(a.attempt) filter (where a.price_factor < 1)::int as batched,
       count(c.attempt)::int as charges, coalesce(sum(c.amount_usd), 0) = j.estimated_cost as is_cost_whole,
       array_agg(a.model_requested) as models,
       array(select s ->> 'setting' from jsonb_array_elements(j.prompt_notes -> 'settings') s where (s ->> 'taken')::boolean) as taken
     from jobs j
     left join job_attempts a on a.client_id = j.client_id and a.job_id = j.id
     left join charges c on c.client_id = a.client_id and c.job_id = a.job_id and c.attempt = a.attempt
     where j.id = any($1) group by j.id, j.client_id, j.created_at, j.status, j.error_code, j.estimated_cost, j.prompt_notes`,
    [ids],
  )
  const wrong = rows.flatMap((row) => {
    const once = row.status === 'completed' && row.attempts === 1 && row.batched === 1 && row.charges === 1
    const taken = row.models[0] === models.openai ? ['temperature', 'max_output_tokens'] : Object.keys(settings)
    const asTold = isDeepStrictEqual(row.taken, taken)
    return once && row.is_cost_whole && asTold ? [] : [`not written and charged once as told: ${JSON.stringify(row)}`]
  })
  const batches = h.sandbox.batches()
  const requests = batches.reduce((sum, batch) => sum + batch.requests, 0)
  if (requests !== ids.length) wrong.push(`${requests} requests were sent for ${ids.length} jobs`)
  const { total } = h.sandbox.tally()
  if (total.received !== ids.length) wrong.push(`${total.received} pieces were written for ${ids.length} jobs`)
  const statuses: Record<string, number> = {}
  for (const { status } of rows) statuses[status] = (statuses[status] ?? 0) + 1
  return { batches: batches.length, requests, statuses, wrong }
}
