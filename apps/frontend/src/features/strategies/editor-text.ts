import {
  type MergeMode,
  type MergeModes,
  type StrategyConfiguration,
  type StrategyField,
  strategyFields,
  strategyText,
  strategyValue,
  withStrategyValue,
} from '@hg/contracts'
import { isSame } from '#lib/diff.ts'
import { sentence } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'

/** A strategy's text, as the service keeps it. */
export interface StrategyText {
  configuration: StrategyConfiguration
  merge_modes: MergeModes
}

/**
 * A field on the page. `value` has the shape of its control: rows of `[term, instead]` for terms; undefined where nothing
 * was said. What was typed stays while the field is left to those above, so that it can be taken up again.
 */
export interface EditorField {
  mode: MergeMode
  value: unknown
}

/** Every field of a strategy, by its path. */
export type EditorFields = Readonly<Record<string, EditorField>>

/** The fields of a text. */
export function toFields({ configuration, merge_modes }: StrategyText): EditorFields {
  return Object.fromEntries(
    strategyFields.map((field) => {
      const value = strategyValue(configuration, field)
      const mode = value === undefined ? 'inherit' : (merge_modes[field.path] ?? 'override')
      return [field.path, { mode, value: toControl(field, value) }]
    }),
  )
}

/**
 * The text of the fields. Left out is what is left to those above (but for what the stored text keeps in reserve), and
 * what is still empty.
 *
 * @param stored the text that editing began with
 */
export function toText(fields: EditorFields, stored: StrategyText): StrategyText {
  let configuration: StrategyConfiguration = {}
  const merge_modes: MergeModes = {}
  for (const field of strategyFields) {
    const { mode, value } = fields[field.path] ?? { mode: 'inherit', value: undefined }
    const isReserve = mode === 'inherit' && stored.merge_modes[field.path] === 'inherit'
    const kept = mode === 'inherit' && !isReserve ? undefined : fromControl(field, mode, value)
    if (kept === undefined) continue
    configuration = withStrategyValue(configuration, field, kept)
    if (mode !== 'override') merge_modes[field.path] = mode
  }
  return { configuration, merge_modes }
}

function toControl(field: StrategyField, value: unknown): unknown {
  return field.kind === 'map' && value !== undefined ? Object.entries(value as object) : value
}

/** What a control holds, without what is still empty. */
function fromControl(field: StrategyField, mode: MergeMode, value: unknown): unknown {
  if (value === undefined) return undefined
  switch (field.kind) {
    case 'list': {
      const items = (value as unknown[]).flatMap(toItem)
      return mode === 'extend' && items.length === 0 ? undefined : items
    }
    case 'map': {
      const pairs = (value as [string, string][])
        .map((pair) => pair.map((part) => part.trim()))
        .filter((pair) => pair.some((part) => part !== ''))
      return mode === 'extend' && pairs.length === 0 ? undefined : Object.fromEntries(pairs)
    }
    case 'bounds': {
      const bounds = Object.entries(value as object).filter(([, bound]) => bound !== undefined)
      return bounds.length === 0 ? undefined : Object.fromEntries(bounds)
    }
    case 'value':
      return typeof value === 'string' && value.trim() === '' ? undefined : value
  }
}

/** A list's item without empty ends; nothing for an empty one. */
function toItem(item: unknown): unknown[] {
  if (typeof item === 'string') return item.trim() === '' ? [] : [item.trim()]
  const { url, anchor } = item as { url: string; anchor?: string | undefined }
  if (url.trim() === '' && !anchor?.trim()) return []
  return [{ url: url.trim(), ...(anchor?.trim() ? { anchor: anchor.trim() } : {}) }]
}

/** What the contract finds wrong, by the field's path, as a sentence. */
export function problemsOf(text: StrategyText): Record<string, string> {
  const problems: Record<string, string> = {}
  const issues = strategyText.safeParse(text, { error: formMessage }).error?.issues ?? []
  for (const { path, message } of issues) {
    const [first, second, third] = path.map(String)
    const field = first === 'merge_modes' ? (second ?? '') : `${second}.${third}`
    problems[field] ??= sentence(message)
  }
  return problems
}

/** The paths whose values or modes differ between two texts. */
export function changedPaths(before: StrategyText, after: StrategyText): string[] {
  return strategyFields
    .filter(
      (field) =>
        !isSame(strategyValue(before.configuration, field), strategyValue(after.configuration, field)) ||
        modeIn(before, field) !== modeIn(after, field),
    )
    .map(({ path }) => path)
}

/** How a field of a text meets the value from above; null where the text has no value for it. */
export function modeIn(text: StrategyText, field: StrategyField): MergeMode | null {
  return strategyValue(text.configuration, field) === undefined ? null : (text.merge_modes[field.path] ?? 'override')
}

/** A text with these fields as another one has them. */
export function takeFields(text: StrategyText, from: StrategyText, paths: readonly string[]): StrategyText {
  const taken = toFields(from)
  const kept = toFields(text)
  return toText(
    { ...kept, ...Object.fromEntries(paths.flatMap((path) => (taken[path] ? [[path, taken[path]]] : []))) },
    {
      configuration: {},
      merge_modes: { ...text.merge_modes, ...from.merge_modes },
    },
  )
}

/** Who changed which fields since the text that both began with. */
export function compareEdits(base: StrategyText, theirs: StrategyText, mine: StrategyText) {
  const byThem = changedPaths(base, theirs)
  const byMe = changedPaths(base, mine)
  const differing = changedPaths(theirs, mine)
  return {
    /** Fields that only they changed. */
    theirs: byThem.filter((path) => !byMe.includes(path)),
    /** Fields that only I changed. */
    mine: byMe.filter((path) => !byThem.includes(path)),
    /** Fields that both changed, each otherwise. */
    both: byMe.filter((path) => byThem.includes(path) && differing.includes(path)),
  }
}
