import type { MergeModes, StrategyConfiguration, StrategyExplanation, StrategyLayer } from '@hg/contracts'
import { isDeepStrictEqual } from 'node:util'
import { type FieldKind, type StrategyField, strategyFields } from './fields.ts'

export interface MergeLayer extends StrategyLayer {
  configuration: StrategyConfiguration
  merge_modes: MergeModes
}

export interface Merged {
  effective: StrategyConfiguration
  /** One entry per field that is set, in the contract's order. */
  explain: StrategyExplanation[]
}

type Sections = Record<string, Record<string, unknown> | undefined>
type MapValue = Record<string, unknown>

interface Winner {
  value: unknown
  explanation: StrategyExplanation
}

function extend(kind: FieldKind, above: unknown, own: unknown): unknown {
  if (kind === 'map') return { ...(above as MapValue), ...(own as MapValue) }
  const list = [...(above as unknown[])]
  for (const item of own as unknown[]) if (!list.some((known) => isDeepStrictEqual(known, item))) list.push(item)
  return list
}

/** What a field is after one more layer. A mode speaks of the layer's own value: without one it means nothing. */
function applyLayer(field: StrategyField, above: Winner | undefined, layer: MergeLayer): Winner | undefined {
  const own = (layer.configuration as Sections)[field.section]?.[field.name]
  const mode = layer.merge_modes[field.path] ?? 'override'
  if (own === undefined || mode === 'inherit' || above?.explanation.locked) return above
  const extends_ = mode === 'extend' && field.kind !== 'value' && above !== undefined
  return {
    value: extends_ ? extend(field.kind, above.value, own) : own,
    explanation: {
      path: field.path,
      mode: mode === 'extend' && !extends_ ? 'override' : mode,
      locked: mode === 'locked',
      client_id: layer.client_id,
      client_name: layer.client_name,
      strategy_id: layer.strategy_id,
      version: layer.version,
    },
  }
}

/**
 * Merges a client's strategy layers, given from the root down, field by field. A field's mode says how a layer's value
 * meets the one from above: `override` (when nothing is said) replaces it; `extend` appends to a list without
 * duplicates, adds to a map with the layer's entries winning, and replaces anything else; `inherit` drops the layer's
 * value; `locked` replaces it, and later layers change it no more. An extended field is explained by the last layer
 * that extended it.
 */
export function mergeStrategies(layers: MergeLayer[]): Merged {
  const effective: Sections = {}
  const explain: StrategyExplanation[] = []
  for (const field of strategyFields) {
    const winner = layers.reduce<Winner | undefined>((above, layer) => applyLayer(field, above, layer), undefined)
    if (!winner) continue
    ;(effective[field.section] ??= {})[field.name] = winner.value
    explain.push(winner.explanation)
  }
  return { effective, explain }
}
