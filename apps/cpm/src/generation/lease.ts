import { extendLease, noteStreamedTokens, withTenant } from '@hg/db'
import { estimateTokens } from '@hg/llm'
import type { Run, WorkerDeps } from './run-context.ts'

export interface Lease {
  /** What is being called now, and the text it has said: noted with each heartbeat, so that a crash leaves it behind. */
  attempt: { number: number; text: string } | null
  release(): void
}

/**
 * Keeps a claim alive with three heartbeats per lease. A claim that no longer holds (cancelled, taken over), or that
 * could not be extended until its lease ran out, stops the work.
 */
export function holdLease(deps: WorkerDeps, run: Run, onLost: () => void): Lease {
  const lease: Lease = {
    attempt: null,
    release() {
      clearInterval(timer)
    },
  }
  let validUntil = performance.now() + deps.leaseMs

  async function beat(): Promise<void> {
    const at = performance.now()
    try {
      const holds = await withTenant(deps.db, run.actor, async (tx) => {
        if (lease.attempt) {
          const { number, text } = lease.attempt
          await noteStreamedTokens(tx, run.claim, number, estimateTokens(text))
        }
        return extendLease(tx, run.claim, deps.leaseMs)
      })
      if (holds) validUntil = at + deps.leaseMs
      else onLost()
    } catch (err) {
      deps.logger.warn({ err, jobId: run.claim.id }, 'a heartbeat failed')
      if (performance.now() > validUntil) onLost()
    }
  }

  const timer = setInterval(() => void beat(), Math.max(50, deps.leaseMs / 3))
  return lease
}
