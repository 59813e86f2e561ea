import type { CircuitReport } from '../circuit/circuit.ts'
import { createCircuit } from '../circuit/circuit.ts'
import type { AttemptHooks, AttemptStart, GenerateOptions, Generation } from '../loop/generate-options.ts'
import { generateWithFallback } from '../loop/generate-with-fallback.ts'
import type { AttemptOutcome } from '../loop/outcome.ts'
import { type Adapters, createAdapters } from '../providers/create-adapters.ts'
import { aModel } from './catalogue.ts'
import { anthropic } from './dialects/anthropic.ts'
import type { TestDialect } from './dialects/dialect.ts'
import { openai } from './dialects/openai.ts'
import type { Act, ProviderServer } from './provider-server.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

export const first = aModel({ provider: 'openai', model: openai.model })
export const second = aModel({ provider: 'anthropic', model: anthropic.model })

export interface LoopRun {
  /** What the hooks saw, in order: `before 1 gpt-5.4-mini`, `text Pav`, `after 1 failed provider_unavailable`. */
  log: string[]
  starts: AttemptStart[]
  outcomes: AttemptOutcome[]
  clock: TestClock
  controller: AbortController
  circuit: { snapshot: () => CircuitReport[] }
  result: Promise<Generation>
}

/** The real adapters of both models, pointed at the scripted server. */
export function adaptersFor(server: ProviderServer): Adapters {
  return createAdapters({
    openai: { apiKey: 'key-1', baseUrl: openai.baseUrl(server.url) },
    anthropic: { apiKey: 'key-2', baseUrl: anthropic.baseUrl(server.url) },
  })
}

/** Runs the loop with the real adapters against the scripted server, on the test's own clock. */
export function runLoop(server: ProviderServer, changes: Partial<GenerateOptions<number>> = {}): LoopRun {
  const log: string[] = []
  const starts: AttemptStart[] = []
  const outcomes: AttemptOutcome[] = []
  const clock = (changes.clock as TestClock | undefined) ?? createTestClock()
  const controller = new AbortController()
  const circuit = changes.circuit ?? createCircuit({ now: clock.now })
  const hooks: AttemptHooks<number> = {
    beforeAttempt: async (start) => {
      starts.push(start)
      log.push(`before ${start.attemptIndex} ${start.candidate.model}`)
      return start.attemptIndex
    },
    onText: (attempt, _delta, fullText) => log.push(`text ${attempt} ${fullText}`),
    afterAttempt: async (attempt, outcome) => {
      outcomes.push(outcome)
      const code = outcome.status === 'failed' ? ` ${outcome.error.code}` : ''
      log.push(`after ${attempt} ${outcome.status}${code}`)
    },
    ...changes.hooks,
  }
  const result = generateWithFallback({
    prompt: { system: 'You write.', user: 'About paving.', maxOutputTokens: 900 },
    candidates: [first, second],
    adapters: adaptersFor(server),
    signal: controller.signal,
    random: () => 0.5,
    ...changes,
    clock,
    circuit,
    hooks,
  })
  result.catch(() => undefined)
  return { log, starts, outcomes, clock, controller, circuit, result }
}

/** Acts of the server, in the words of a dialect. */
export const answers = (dialect: TestDialect, text: string): Act => {
  return { kind: 'stream', events: [...dialect.begin(text), ...dialect.end('stop')], then: 'end' }
}
export const cutsOff = (dialect: TestDialect, text: string): Act => {
  return { kind: 'stream', events: dialect.begin(text), then: 'end' }
}
export const stalls = (dialect: TestDialect, text: string): Act => {
  return { kind: 'stream', events: dialect.begin(text), then: 'hang' }
}
export const refuses = (dialect: TestDialect, status: number, headers: Record<string, string> = {}): Act => {
  return { kind: 'respond', status, body: dialect.error(`status ${status}`), headers }
}
