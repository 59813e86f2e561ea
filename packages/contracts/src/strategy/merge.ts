import type { MergeModes, StrategyConfiguration } from './configuration.ts'
import type { StrategyExplanation, StrategyLayer } from './effective.ts'
import { type StrategyField, type StrategyFieldKind, strategyFields, strategyValue } from './fields.ts'

export interface MergeLayer extends StrategyLayer {
  configuration: StrategyConfiguration
  merge_modes: MergeModes
}

export interface Merged {
  effective: StrategyConfiguration
  /** One entry per field that is set, in the contract's order. */
  explain: StrategyExplanation[]
  /** The layers whose values are in a field's value, by its path: several where it was extended. */
  contributors: Map<string, MergeLayer[]>
}

/** A field after some layers. */
export interface MergedField {
  value: unknown
  explanation: StrategyExplanation
  contributors: MergeLayer[]
}

type Sections = Record<string, Record<string, unknown> | undefined>

function extend(kind: StrategyFieldKind, above: unknown, own: unknown): unknown {
  if (kind !== 'list') return { ...(above as object), ...(own as object) }
  const list = [...(above as unknown[])]
  for (const item of own as unknown[]) if (!list.some((known) => isSame(known, item))) list.push(item)
  return list
}

/** Entries of lists are texts, or groups of texts in any order. */
function isSame(one: unknown, other: unknown): boolean {
  const write = (entry: unknown) =>
    JSON.stringify(entry, typeof entry === 'object' && entry !== null ? Object.keys(entry).sort() : undefined)
  return write(one) === write(other)
}

/** What a field is after one more layer. A mode speaks of the layer's own value: without one it means nothing. */
function applyLayer(field: StrategyField, above: MergedField | undefined, layer: MergeLayer): MergedField | undefined {
  const own = strategyValue(layer.configuration, field)
  const mode = layer.merge_modes[field.path] ?? 'override'
  if (own === undefined || mode === 'inherit' || above?.explanation.locked) return above
  const extends_ = mode === 'extend' && field.kind !== 'value' && above !== undefined
  return {
    value: extends_ ? extend(field.kind, above.value, own) : own,
    contributors: extends_ ? [...above.contributors, layer] : [layer],
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

/** One field of the merge; undefined where no layer sets it. */
export function mergeField(field: StrategyField, layers: readonly MergeLayer[]): MergedField | undefined {
  return layers.reduce<MergedField | undefined>((above, layer) => applyLayer(field, above, layer), undefined)
}

/**
 * Merges a client's strategy layers, given from the root down, field by field. A field's mode says how a layer's value
 * meets the one from above: `override` (when nothing is said) replaces it; `extend` appends to a list without
 * duplicates, adds to a map and sets bounds of a range with the layer's entries winning, and replaces anything else;
 * `inherit` drops the layer's value; `locked` replaces it, and later layers change it no more. An extended field is
 * explained by the last layer that extended it.
 */
export function mergeStrategies(layers: readonly MergeLayer[]): Merged {
  const effective: Sections = {}
  const merged: Merged = { effective, explain: [], contributors: new Map() }
  for (const field of strategyFields) {
    const found = mergeField(field, layers)
    if (!found) continue
    ;(effective[field.section] ??= {})[field.name] = found.value
    merged.explain.push(found.explanation)
    merged.contributors.set(field.path, found.contributors)
  }
  return merged
}
