import type { LlmProvider } from '@hg/contracts'

/** How calls of one model went within a few minutes, some time ago: those that answered, and those that failed by the provider's fault. */
export interface CallSum {
  provider: LlmProvider
  model: string
  ageSeconds: number
  calls: number
  failures: number
  /** Of the calls that answered. */
  outputTokens: number
  seconds: number
}

/** What was lately seen of a model; null where too little was. */
export interface LiveFigures {
  /** 0 to 1. */
  errorRate: number | null
  tokensPerSecond: number | null
}

/** What was lately seen of a model, or of all of a provider's where `model` is null. */
export type LiveView = (of: { provider: LlmProvider; model: string | null }) => LiveFigures

/** Half as much weight after this long: an outage of this morning says little about now. */
const halfLifeSeconds = 900

/** Fewer calls than this, weighed by age, say nothing. */
const fewestCalls = 5

export const nothingSeen: LiveFigures = { errorRate: null, tokensPerSecond: null }

/** Sums up what was seen, younger calls weighing more. Models of which too little was seen have null figures. */
export function viewCalls(sums: readonly CallSum[]): LiveView {
  const totals = new Map<string, { calls: number; failures: number; tokens: number; seconds: number }>()
  for (const sum of sums) {
    const weight = 0.5 ** (Math.max(0, sum.ageSeconds) / halfLifeSeconds)
    for (const id of [idOf(sum), idOf({ ...sum, model: null })]) {
      const total = totals.get(id) ?? { calls: 0, failures: 0, tokens: 0, seconds: 0 }
      totals.set(id, {
        calls: total.calls + weight * sum.calls,
        failures: total.failures + weight * sum.failures,
        tokens: total.tokens + weight * sum.outputTokens,
        seconds: total.seconds + weight * sum.seconds,
      })
    }
  }
  return (of) => {
    const total = totals.get(idOf(of))
    if (!total || total.calls < fewestCalls) return nothingSeen
    const answered = total.calls - total.failures
    const knowsSpeed = answered >= fewestCalls && total.seconds > 0
    return {
      errorRate: total.failures / total.calls,
      tokensPerSecond: knowsSpeed ? total.tokens / total.seconds : null,
    }
  }
}

/** A view of nothing. */
export const seesNothing: LiveView = () => nothingSeen

function idOf({ provider, model }: { provider: LlmProvider; model: string | null }): string {
  return model === null ? provider : `${provider} ${model}`
}
