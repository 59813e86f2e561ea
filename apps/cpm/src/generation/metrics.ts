import { Counter, Histogram, type Registry } from 'prom-client'

export interface GenerationMetrics {
  jobEnded(outcome: string, seconds: number): void
  attemptEnded(provider: string, outcome: string): void
  charged(provider: string, usd: string, estimated: boolean): void
  repairEnded(verdict: string): void
  cacheAsked(outcome: 'hit' | 'miss' | 'bypass'): void
}

/** The business figures of the worker: what became of jobs and calls, and what was charged. */
export function createGenerationMetrics(registry: Registry): GenerationMetrics {
  const registers = [registry]
  const jobs = new Counter({
    name: 'hg_jobs_ended_total',
    help: 'Jobs that left a worker, by outcome',
    labelNames: ['outcome'],
    registers,
  })
  const duration = new Histogram({
    name: 'hg_job_duration_seconds',
    help: 'From claim to end',
    labelNames: ['outcome'],
    buckets: [0.5, 1, 2, 5, 10, 20, 40, 80, 160, 320],
    registers,
  })
  const attempts = new Counter({
    name: 'hg_attempts_total',
    help: 'Calls to providers, by outcome',
    labelNames: ['provider', 'outcome'],
    registers,
  })
  const usd = new Counter({
    name: 'hg_charged_usd_total',
    help: 'US dollars charged',
    labelNames: ['provider', 'estimated'],
    registers,
  })
  const repairs = new Counter({
    name: 'hg_repairs_total',
    help: 'Rounds of repair, by verdict',
    labelNames: ['verdict'],
    registers,
  })
  const cache = new Counter({
    name: 'hg_cache_requests_total',
    help: 'Pieces whose strategy has a cache: answered from it (hit), called for (miss), or written anew on request (bypass)',
    labelNames: ['outcome'],
    registers,
  })
  return {
    jobEnded(outcome, seconds) {
      jobs.inc({ outcome })
      duration.observe({ outcome }, seconds)
    },
    attemptEnded(provider, outcome) {
      attempts.inc({ provider, outcome })
    },
    charged(provider, amount, estimated) {
      usd.inc({ provider, estimated: String(estimated) }, Number(amount))
    },
    repairEnded(verdict) {
      repairs.inc({ verdict })
    },
    cacheAsked(outcome) {
      cache.inc({ outcome })
    },
  }
}
