import type { LlmProvider } from '@hg/contracts'
import { type Database, recentCalls, withoutTenant } from '@hg/db'
import { type LiveView, seesNothing, viewCalls } from '@hg/llm'
import type { Logger } from '@hg/runtime'

/** What is older says nothing of now: by then it weighs a sixteenth. */
const windowMs = 60 * 60_000

/** How long a view is kept. What must be felt sooner (a provider that is down) the circuits tell. */
const ttlMs = 10_000

/**
 * How providers and models did lately, by the calls of every process: read from their attempts at most every ten seconds.
 * While the database is away the last view holds; routing does without rather than fail.
 */
export function createLiveCalls(db: Database, logger: Logger): () => Promise<LiveView> {
  let known: { at: number; view: LiveView } = { at: -Infinity, view: seesNothing }
  let reading: Promise<LiveView> | undefined

  async function read(): Promise<LiveView> {
    try {
      const rows = await withoutTenant(db, (tx) => recentCalls(tx, { sinceMs: windowMs }))
      known = { at: performance.now(), view: viewCalls(rows.map(toSum)) }
    } catch (err) {
      logger.warn({ err }, 'the recent calls could not be read')
    } finally {
      reading = undefined
    }
    return known.view
  }

  return async () => {
    if (performance.now() - known.at < ttlMs) return known.view
    reading ??= read()
    return reading
  }
}

function toSum(row: Awaited<ReturnType<typeof recentCalls>>[number]) {
  return {
    provider: row.provider as LlmProvider,
    model: row.model,
    ageSeconds: row.age_seconds,
    calls: row.calls,
    failures: row.failures,
    outputTokens: Number(row.output_tokens),
    seconds: row.seconds,
  }
}
