import {
  type MergeMode,
  type MergeModes,
  type StrategyConfiguration,
  type StrategyDifference,
  type StrategyField,
  strategyFields,
  strategyValue,
  withStrategyValue,
} from '@hg/contracts'
import { isDeepStrictEqual } from 'node:util'

export interface TextOfStrategy {
  configuration: StrategyConfiguration
  merge_modes: MergeModes
}

/** How a field's own value meets the one from above; null where the text has no value for it. */
export function modeOf(text: TextOfStrategy, field: StrategyField): MergeMode | null {
  return strategyValue(text.configuration, field) === undefined ? null : (text.merge_modes[field.path] ?? 'override')
}

/** What of a list, a map or bounds is in `a` and not in `b`: items, or `[key, value]` pairs. */
function beyond(field: StrategyField, a: unknown, b: unknown): unknown[] {
  const parts = (value: unknown): unknown[] => {
    if (value === undefined) return []
    return field.kind === 'list' ? (value as unknown[]) : Object.entries(value as object)
  }
  const others = parts(b)
  return parts(a).filter((part) => !others.some((other) => isDeepStrictEqual(part, other)))
}

/** Every field that differs between two texts of a strategy, in the contract's order. */
export function differencesBetween(before: TextOfStrategy, after: TextOfStrategy): StrategyDifference[] {
  return strategyFields.flatMap((field): StrategyDifference[] => {
    const [was, is] = [strategyValue(before.configuration, field), strategyValue(after.configuration, field)]
    const [modeWas, modeIs] = [modeOf(before, field), modeOf(after, field)]
    const isSame = isDeepStrictEqual(was, is)
    if (isSame && modeWas === modeIs) return []
    const changed = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed'
    return [
      {
        path: field.path,
        change: isSame ? 'mode' : changed,
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
        mode_before: modeWas,
        mode_after: modeIs,
        ...(field.kind === 'value' || isSame ? {} : { gained: beyond(field, is, was), lost: beyond(field, was, is) }),
      },
    ]
  })
}

/** The same text as it is stored: without empty sections, and without modes that say nothing. */
export function tidyText({ configuration, merge_modes }: TextOfStrategy): TextOfStrategy {
  let tidy: StrategyConfiguration = {}
  const modes: MergeModes = {}
  for (const field of strategyFields) {
    const value = strategyValue(configuration, field)
    if (value === undefined) continue
    tidy = withStrategyValue(tidy, field, value)
    const mode = merge_modes[field.path]
    if (mode !== undefined && mode !== 'override') modes[field.path] = mode
  }
  return { configuration: tidy, merge_modes: modes }
}

/** What changed, for the audit: by path, each value with its mode, as it was and as it is. */
export function auditOf(differences: readonly StrategyDifference[]): { before: object; after: object } {
  const side = (value: 'before' | 'after', mode: 'mode_before' | 'mode_after') =>
    Object.fromEntries(
      differences
        .filter((difference) => difference[mode] !== null)
        .map((difference) => [difference.path, { value: difference[value], mode: difference[mode] }]),
    )
  return { before: side('before', 'mode_before'), after: side('after', 'mode_after') }
}
