import { z } from 'zod'
import { contentType, contentTypeOrAny } from '../enums.ts'
import { uuid } from '../primitives.ts'
import { mergeMode, strategyConfiguration } from './configuration.ts'
import { strategyConflict } from './conflict.ts'

/** Which strategy version of which client took part in a merge, from the root down. */
export const strategyLayer = z.object({
  strategy_id: uuid,
  version: z.number().int().positive(),
  name: z.string(),
  content_type: contentTypeOrAny,
  client_id: uuid,
  client_name: z.string(),
})
export type StrategyLayer = z.infer<typeof strategyLayer>

/** Who set a value: the client and version whose layer won, how, and whether it is locked for those below. */
export const strategyExplanation = z.object({
  path: z.string(),
  mode: mergeMode,
  locked: z.boolean(),
  client_id: uuid,
  client_name: z.string(),
  strategy_id: uuid,
  version: z.number().int().positive(),
})
export type StrategyExplanation = z.infer<typeof strategyExplanation>

export const effectiveStrategyQuery = z.strictObject({ content_type: contentType, strategy_id: uuid.optional() })

/** `GET /clients/:id/strategy`: the merged configuration and where each value comes from. */
export const effectiveStrategy = z.object({
  client_id: uuid,
  content_type: contentType,
  effective: strategyConfiguration,
  explain: z.array(strategyExplanation),
  layers: z.array(strategyLayer),
  /** The nearest layer's strategy: what a job names as its strategy. Null when no layer exists. */
  strategy: z.object({ id: uuid, version: z.number().int().positive(), name: z.string() }).nullable(),
  /** What does not hold together in it; absent from older answers. */
  conflicts: z.array(strategyConflict).default([]),
})
export type EffectiveStrategy = z.infer<typeof effectiveStrategy>
