import type { LlmProvider } from '@hg/contracts'
import { addUsage, noUsage, type Usage } from '../usage/usage.ts'

/** `failed` is what the sandbox itself refused or broke; `aborted` what the client left. */
export type CallOutcome = 'running' | 'completed' | 'aborted' | 'failed'

/** One call, as the sandbox saw it. `usage` is what the wire told the client, `streamed_tokens` the text that was sent. */
export type CallRecord = Usage & {
  id: string
  at: string
  provider: LlmProvider
  model: string
  streaming: boolean
  outcome: CallOutcome
  status: number | null
  fault: string | null
  violations: string[]
  paused: boolean
  /** The last four characters of the key that it came with. */
  key_ending: string | null
  streamed_tokens: number
  /** The prompt's tokens once it was read, told or not; 0 for a request that was refused. */
  read_tokens: number
  request_id: string | null
  job: string | null
  metadata: unknown
}

/** Sums over calls. Token counts are what was told to the clients; `streamed_tokens` the text sent, told or not. */
export type CallTotals = Usage & {
  received: number
  running: number
  completed: number
  aborted: number
  failed: number
  streamed_tokens: number
}

export type TallySnapshot = {
  total: CallTotals
  providers: Partial<Record<LlmProvider, Record<string, CallTotals>>>
  /** The last calls, oldest first. */
  calls: CallRecord[]
}

export type TalliedCall = {
  record: CallRecord
  told: (usage: Usage) => void
  streamed: (tokens: number) => void
  /** Ends the call; what comes after the first time is ignored. */
  settle: (outcome: Exclude<CallOutcome, 'running'>, status: number | null) => void
}

type Opening = Pick<
  CallRecord,
  'id' | 'provider' | 'model' | 'streaming' | 'key_ending' | 'request_id' | 'job' | 'metadata'
>

const noCalls = { received: 0, running: 0, completed: 0, aborted: 0, failed: 0, streamed_tokens: 0 }

function subtract(a: Usage, b: Usage): Usage {
  return {
    input_tokens: a.input_tokens - b.input_tokens,
    output_tokens: a.output_tokens - b.output_tokens,
    cached_tokens: a.cached_tokens - b.cached_tokens,
    cache_write_tokens: a.cache_write_tokens - b.cache_write_tokens,
    reasoning_tokens: a.reasoning_tokens - b.reasoning_tokens,
  }
}

export type Tally = {
  open: (call: Opening) => TalliedCall
  snapshot: () => TallySnapshot
  /** Forgets everything; calls that are still running are no longer counted. */
  reset: () => void
}

/**
 * The sandbox's own account of calls and usage, per provider and model.
 *
 * @param options.keepCalls how many single calls are remembered; the sums hold all
 */
export function createTally(options: { keepCalls: number }): Tally {
  let sums = new Map<LlmProvider, Map<string, CallTotals>>()
  let calls: CallRecord[] = []

  function totalsOf(provider: LlmProvider, model: string): CallTotals {
    const models = sums.get(provider) ?? new Map<string, CallTotals>()
    sums.set(provider, models)
    const totals = models.get(model) ?? { ...noCalls, ...noUsage }
    models.set(model, totals)
    return totals
  }

  function remember(record: CallRecord) {
    calls.push(record)
    if (calls.length > 2 * options.keepCalls) calls = calls.slice(-options.keepCalls)
  }

  return {
    open(opening) {
      const totals = totalsOf(opening.provider, opening.model)
      const record: CallRecord = {
        ...opening,
        ...noUsage,
        at: new Date().toISOString(),
        outcome: 'running',
        status: null,
        fault: null,
        violations: [],
        paused: false,
        streamed_tokens: 0,
        read_tokens: 0,
      }
      totals.received += 1
      totals.running += 1
      remember(record)
      return {
        record,
        told(usage) {
          Object.assign(totals, addUsage(totals, subtract(usage, record)))
          Object.assign(record, usage)
        },
        streamed(tokens) {
          record.streamed_tokens += tokens
          totals.streamed_tokens += tokens
        },
        settle(outcome, status) {
          if (record.outcome !== 'running') return
          record.outcome = outcome
          record.status = status
          totals.running -= 1
          totals[outcome] += 1
        },
      }
    },
    snapshot() {
      const all = [...sums.values()].flatMap((models) => [...models.values()])
      const total = all.reduce<CallTotals>(
        (sum, one) => ({
          ...addUsage(sum, one),
          received: sum.received + one.received,
          running: sum.running + one.running,
          completed: sum.completed + one.completed,
          aborted: sum.aborted + one.aborted,
          failed: sum.failed + one.failed,
          streamed_tokens: sum.streamed_tokens + one.streamed_tokens,
        }),
        { ...noCalls, ...noUsage },
      )
      const providers = Object.fromEntries(
        [...sums].map(([provider, models]) => [provider, Object.fromEntries(models)]),
      )
      return structuredClone({ total, providers, calls: calls.slice(-options.keepCalls) })
    },
    reset() {
      sums = new Map()
      calls = []
    },
  }
}
