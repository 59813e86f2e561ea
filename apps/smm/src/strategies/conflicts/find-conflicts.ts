import {
  type ContentTypeOrAny,
  type Merged,
  type MergeLayer,
  mergeStrategies,
  type StrategyConflict,
} from '@hg/contracts'
import type { Conflict, KnownModel } from './input.ts'
import { findLimitConflicts } from './limits.ts'
import { findLockedValues } from './locks.ts'
import { findModelConflicts } from './models.ts'
import { findPhraseConflicts } from './phrases.ts'

/**
 * What does not hold together when these layers, from the root down, are merged for a content type. Under `any` nothing is
 * said that depends on the type. Pure; errors first.
 *
 * @param models the catalogue, for the models that layers name
 */
export function findConflicts(
  layers: readonly MergeLayer[],
  contentType: ContentTypeOrAny,
  models: readonly KnownModel[] = [],
  merged: Merged = mergeStrategies(layers),
): StrategyConflict[] {
  const input = { layers, merged, effective: merged.effective, contentType, models }
  const found: Conflict[] = [
    ...findLimitConflicts(input),
    ...findModelConflicts(input),
    ...findPhraseConflicts(input),
    ...findLockedValues(layers),
  ]
  return errorsFirst(found.map((conflict) => ({ ...conflict, content_types: [contentType] })))
}

/** What tells one conflict from another, whatever the content type. */
export function conflictKey({ code, paths, values, message }: StrategyConflict): string {
  return JSON.stringify([code, paths, values, message])
}

/** Conflicts of several content types as one list: the same one names all types that it arises for. */
export function joinConflicts(lists: readonly StrategyConflict[][]): StrategyConflict[] {
  const joined = new Map<string, StrategyConflict>()
  for (const conflict of lists.flat()) {
    const key = conflictKey(conflict)
    const known = joined.get(key)
    if (known) known.content_types = [...new Set([...known.content_types, ...conflict.content_types])]
    else joined.set(key, { ...conflict })
  }
  return errorsFirst([...joined.values()])
}

function errorsFirst(conflicts: StrategyConflict[]): StrategyConflict[] {
  return conflicts.toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'))
}
