import { type AttemptRow, withTenant, listAttempts } from '@hg/db'
import { createCircuit } from '@hg/llm'
import { submitJob } from '../jobs/submit.ts'
import type { Harness } from './harness.ts'
import { costByTally, type SandboxCall, toldOf } from './tally-cost.ts'
import { createTestClock } from './test-clock.ts'

type Tokens = ReturnType<typeof toldOf>

/** Two accounts of the same calls: ours, by the attempts, and the sandbox's own. */
export interface Accounts {
  calls: { ours: number; sandbox: number }
  jobs: Record<string, number>
  /** Tokens of the calls that told their usage to the end. */
  told: { calls: number; ours: Tokens; sandbox: Tokens }
  /** US dollars of the calls that were cut, which we estimate. */
  cut: { calls: number; flagged: number; oursUsd: number; sandboxUsd: number }
  /** What the jobs say they cost, and what their attempts were charged. */
  usd: { jobs: number; attempts: number }
}

/** What happens to the first calls of each job, in turn; most jobs meet with nothing, as in life. */
const faults = [
  '',
  '',
  '',
  '401',
  '429',
  '429 retry_after=86400',
  '503',
  '529',
  '500',
  'cut',
  'drop',
  'malformed',
  'reset',
  'empty',
  '400',
  'refused',
  'quota',
  'context',
  '404',
]

// Without reasoning: what a cut call has thought nobody could know.
const models = [
  'gpt-4.1',
  'claude-haiku-4-5',
  'gemini-2.0-flash',
  'llama-3.3-70b-versatile',
  'gpt-4o-mini',
  'gpt-5.4-mini',
]

const nothing: Tokens = {
  input_tokens: 0,
  output_tokens: 0,
  cached_input_tokens: 0,
  cache_write_tokens: 0,
  reasoning_tokens: 0,
}

/**
 * Has jobs written with every fault and every provider mixed, several at a time, until at least so many calls were made,
 * and keeps both accounts. Waits between calls take no time.
 */
export async function countMixedCalls(
  h: Harness,
  options: { calls: number; onProgress?: (calls: number) => void },
): Promise<Accounts> {
  const accounts: Accounts = {
    calls: { ours: 0, sandbox: 0 },
    jobs: {},
    told: { calls: 0, ours: nothing, sandbox: nothing },
    cut: { calls: 0, flagged: 0, oursUsd: 0, sandboxUsd: 0 },
    usd: { jobs: 0, attempts: 0 },
  }
  // Long enough to be read from the providers' caches, and written to them.
  h.others.houseRules = 'Write plainly, say what is true, and name the source of every figure. '.repeat(30)
  for (let round = 0; accounts.calls.sandbox < options.calls; round++) {
    // The sandbox remembers its last thousand calls one by one: each round is far below.
    h.sandbox.reset()
    const ids = await Promise.all(faults.map((fault, index) => writeOne(h, round, fault, index)))
    await addRound(h, accounts, ids)
    options.onProgress?.(accounts.calls.sandbox)
  }
  return accounts
}

async function writeOne(h: Harness, round: number, fault: string, index: number): Promise<string> {
  const model = models[(round + index) % models.length] ?? ''
  const times = 1 + ((round + index) % 4)
  const brief = fault && `[[sandbox:fault=${fault} times=${times}]]`
  const topic = `Job ${round}-${index}: keeping a lot dry`
  const { accepted } = await submitJob(h.server, h.as('member'), h.request({ topic, brief, llm: { model } }))
  // A circuit of its own, or the first faults would send all others elsewhere.
  const worker = { ...h.worker, clock: createTestClock(), circuit: createCircuit() }
  await h.deliver(accepted.job_id, 0, undefined, undefined, worker)
  return accepted.job_id
}

async function addRound(h: Harness, accounts: Accounts, ids: string[]): Promise<void> {
  const asClient = { kind: 'client' as const, id: h.tenant.customerId }
  const attempts = (await Promise.all(ids.map((id) => withTenant(h.db, asClient, (tx) => listAttempts(tx, id))))).flat()
  const rows = await Promise.all(ids.map((id) => h.row(id)))
  const { calls } = h.sandbox.tally()
  accounts.calls.ours += attempts.length
  accounts.calls.sandbox += calls.length
  for (const { status, error_code, estimated_cost } of rows) {
    const ending = error_code ?? status
    accounts.jobs[ending] = (accounts.jobs[ending] ?? 0) + 1
    accounts.usd.jobs += Number(estimated_cost)
  }
  for (const attempt of attempts) {
    accounts.usd.attempts += Number(attempt.amount_usd)
    if (attempt.charge_estimated) {
      accounts.cut.flagged += 1
      accounts.cut.oursUsd += Number(attempt.amount_usd)
    } else accounts.told.ours = add(accounts.told.ours, tokensOf(attempt))
  }
  for (const call of calls) {
    if (isCut(call)) {
      accounts.cut.calls += 1
      accounts.cut.sandboxUsd += costByTally(call, priceOf(attempts, call))
    } else {
      accounts.told.calls += 1
      accounts.told.sandbox = add(accounts.told.sandbox, toldOf(call))
    }
  }
}

function isCut({ fault }: SandboxCall): boolean {
  return fault === 'cut' || fault === 'drop' || fault === 'malformed' || fault === 'reset'
}

/** An attempt at the same model: its prices are the call's. */
function priceOf(attempts: AttemptRow[], call: SandboxCall): AttemptRow {
  const found = attempts.find(
    ({ provider, model_requested }) => provider === call.provider && model_requested === call.model,
  )
  if (!found) throw new Error(`no attempt at ${call.model}`)
  return found
}

function tokensOf(attempt: AttemptRow): Tokens {
  const { input_tokens, output_tokens, cached_input_tokens, cache_write_tokens, reasoning_tokens } = attempt
  return {
    input_tokens: input_tokens ?? 0,
    output_tokens: output_tokens ?? 0,
    cached_input_tokens: cached_input_tokens ?? 0,
    cache_write_tokens: cache_write_tokens ?? 0,
    reasoning_tokens: reasoning_tokens ?? 0,
  }
}

function add(a: Tokens, b: Tokens): Tokens {
  return {
    input_tokens: a.input_tokens + b.input_tokens,
    output_tokens: a.output_tokens + b.output_tokens,
    cached_input_tokens: a.cached_input_tokens + b.cached_input_tokens,
    cache_write_tokens: a.cache_write_tokens + b.cache_write_tokens,
    reasoning_tokens: a.reasoning_tokens + b.reasoning_tokens,
  }
}

/** What does not agree between the two accounts, in words; nothing when they do. */
export function disagreements({ calls, told, cut, usd }: Accounts): string[] {
  const found: string[] = []
  if (calls.ours !== calls.sandbox) found.push(`${calls.ours} calls by us, ${calls.sandbox} by the sandbox`)
  for (const key of Object.keys(told.ours) as (keyof Tokens)[])
    if (told.ours[key] !== told.sandbox[key])
      found.push(`${key}: ${told.ours[key]} by us, ${told.sandbox[key]} by the sandbox`)
  if (cut.flagged !== cut.calls) found.push(`${cut.calls} calls were cut, ${cut.flagged} charges are estimated`)
  if (Math.abs(cut.oursUsd - cut.sandboxUsd) > cut.sandboxUsd / 10)
    found.push(`cut calls: ${cut.oursUsd} USD by us, ${cut.sandboxUsd} by the sandbox`)
  if (Math.abs(usd.jobs - usd.attempts) > 1e-6) found.push(`${usd.jobs} USD by jobs, ${usd.attempts} by attempts`)
  return found
}
