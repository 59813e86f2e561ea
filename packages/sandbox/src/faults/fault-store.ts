import { llmProvider, type LlmProvider } from '@hg/contracts'
import { z } from 'zod'
import { type FaultName, faultNames } from './fault-names.ts'

/** A fault that holds for the next `times` calls (all, if not given) of a provider and model (any, if not given). */
export const faultRule = z.strictObject({
  fault: z.enum(faultNames),
  provider: llmProvider.optional(),
  model: z.string().optional(),
  times: z.number().int().min(1).optional(),
  retry_after_s: z.number().int().min(0).max(3600).optional(),
})
export type FaultRule = z.infer<typeof faultRule>

export type FaultStore = {
  add: (rule: FaultRule) => void
  /** The rules that still hold, with the calls that are left to each. */
  list: () => FaultRule[]
  /** Takes the first fault that holds for a call and counts it. */
  take: (provider: LlmProvider, model: string) => { name: FaultName; retryAfterS?: number } | undefined
  clear: () => void
}

/** Faults that were set from outside, in the order in which they were set. */
export function createFaultStore(): FaultStore {
  let rules: FaultRule[] = []
  return {
    add: (rule) => void rules.push({ ...rule }),
    list: () => rules.map((rule) => ({ ...rule })),
    take(provider, model) {
      const rule = rules.find((r) => (r.provider ?? provider) === provider && (r.model ?? model) === model)
      if (!rule) return undefined
      if (rule.times !== undefined) rule.times -= 1
      rules = rules.filter((r) => r.times !== 0)
      return { name: rule.fault, retryAfterS: rule.retry_after_s }
    },
    clear: () => void (rules = []),
  }
}
