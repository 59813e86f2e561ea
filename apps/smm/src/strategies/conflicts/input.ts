import {
  type ConflictParty,
  type ContentTypeOrAny,
  type Merged,
  type MergeLayer,
  type StrategyConfiguration,
  type StrategyConflict,
  strategyField,
  strategyValue,
} from '@hg/contracts'
import { isDeepStrictEqual } from 'node:util'

/** A model of the catalogue, as far as a strategy can be wrong about it. */
export interface KnownModel {
  provider: string
  model: string
  status: string
  successor: string | null
}

/** What the checks look at: the layers of one merge, and what came of them. */
export interface ConflictInput {
  layers: readonly MergeLayer[]
  merged: Merged
  effective: StrategyConfiguration
  contentType: ContentTypeOrAny
  /** The catalogue; empty when no layer names a model. */
  models: readonly KnownModel[]
}

export type Conflict = Omit<StrategyConflict, 'content_types'>

/** A field's name for people. */
export function labelOf(path: string): string {
  return strategyField(path)?.label ?? path
}

/** A layer as a side of a conflict. */
export function toParty(path: string, { client_id, client_name, strategy_id, version }: MergeLayer): ConflictParty {
  return { path, client_id, client_name, strategy_id, version }
}

/**
 * The layers that put something into a field: all that contributed, or those whose own value contains one of `parts`
 * (items of a list, keys of a map).
 */
export function partiesOf({ merged }: ConflictInput, path: string, parts?: readonly unknown[]): ConflictParty[] {
  const field = strategyField(path)
  if (!field) return []
  const layers = merged.contributors.get(path) ?? []
  const contains = (layer: MergeLayer): boolean => {
    const own = strategyValue(layer.configuration, field)
    const items: unknown[] = Array.isArray(own) ? own : field.kind === 'map' ? Object.keys(own as object) : []
    return !parts || field.kind === 'value' || parts.some((part) => items.some((item) => isDeepStrictEqual(item, part)))
  }
  return layers.filter(contains).map((layer) => toParty(path, layer))
}

/** `“a”, “b” and 3 more`. */
export function quoted(phrases: readonly string[], most = 3): string {
  const shown = phrases.slice(0, most).map((phrase) => `“${phrase.length > 80 ? `${phrase.slice(0, 77)}…` : phrase}”`)
  const more = phrases.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : listed(shown)
}

/** `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** How many words a text has. */
export function countWords(text: string): number {
  return text.trim().split(/\s+/).filter(Boolean).length
}
