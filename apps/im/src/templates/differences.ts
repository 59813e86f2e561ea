import {
  orderedVariables,
  type PromptDifferences,
  type PromptDiffLine,
  type PromptText,
  type PromptTextDiff,
  type PromptValueDiff,
  type PromptVariables,
} from '@hg/contracts'
import { diffArrays } from 'diff'
import { isDeepStrictEqual } from 'node:util'

/** Beyond this many differing lines the texts count as replaced as a whole: comparing costs their product. */
const maxEditLength = 2000

/** A text as it is stored: lines end with LF, what declares nothing is left out, and the order of variables is written down. */
export function tidyText(given: PromptText): PromptText {
  return {
    system_template: tidyLines(given.system_template),
    template: tidyLines(given.template),
    variables: tidyVariables(given.variables),
    model_settings: given.model_settings,
    trim_order: given.trim_order,
  }
}

/** What no order is given for keeps the one in which it was sent. */
function tidyVariables({ properties = {}, required = [], propertyOrdering = [] }: PromptVariables): PromptVariables {
  const names = [...new Set([...propertyOrdering, ...Object.keys(properties)])]
  if (names.length === 0) return {}
  return {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required: [...new Set(required)].sort() } : {}),
    ...(names.length > 1 ? { propertyOrdering: names } : {}),
  }
}

function tidyLines(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

/** What leads from one text to another. */
export function differencesBetween(before: PromptText, after: PromptText): PromptDifferences {
  return {
    system_template: diffLines(before.system_template, after.system_template),
    template: diffLines(before.template, after.template),
    variables: diffVariables(before.variables, after.variables),
    model_settings: diffValues(before.model_settings, after.model_settings),
    trim_order: isDeepStrictEqual(before.trim_order, after.trim_order)
      ? null
      : { before: before.trim_order, after: after.trim_order },
  }
}

/** The parts that differ; empty for texts that say the same. */
export function changedParts(differences: PromptDifferences): (keyof PromptText)[] {
  const { system_template, template, variables, model_settings, trim_order } = differences
  const isChanged: Record<keyof PromptText, boolean> = {
    system_template: system_template.lines.length > 0,
    template: template.lines.length > 0,
    variables: variables.length > 0,
    model_settings: model_settings.length > 0,
    trim_order: trim_order !== null,
  }
  return (Object.keys(isChanged) as (keyof PromptText)[]).filter((part) => isChanged[part])
}

function diffLines(before: string, after: string): PromptTextDiff {
  if (before === after) return { added: 0, removed: 0, lines: [] }
  const [old, now] = [linesOf(before), linesOf(after)]
  const changes = diffArrays(old, now, { maxEditLength }) ?? [
    { value: old, removed: true, added: false },
    { value: now, removed: false, added: true },
  ]
  const lines: PromptDiffLine[] = []
  let [wasAt, isAt] = [0, 0]
  for (const { value, added, removed } of changes)
    for (const text of value)
      lines.push({
        change: added ? 'added' : removed ? 'removed' : 'same',
        text,
        before: added ? null : ++wasAt,
        after: removed ? null : ++isAt,
      })
  const count = (change: PromptDiffLine['change']) => lines.filter((line) => line.change === change).length
  return { added: count('added'), removed: count('removed'), lines }
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}

/** As values; their order only where those that both have stand in another one. */
function diffVariables(before: PromptVariables, after: PromptVariables): PromptValueDiff[] {
  const path = 'propertyOrdering'
  const values = diffValues({ ...before, [path]: null }, { ...after, [path]: null })
  const [old, now] = [before, after].map((schema) => orderedVariables(schema).map(([name]) => name))
  const isMoved = !isDeepStrictEqual(
    old?.filter((name) => now?.includes(name)),
    now?.filter((name) => old?.includes(name)),
  )
  return isMoved ? [...values, { path, change: 'changed', before: old, after: now }] : values
}

/** The values that differ between two objects, by dotted path; lists count as one value. */
function diffValues(before: unknown, after: unknown, path = ''): PromptValueDiff[] {
  if (isGroup(before) && isGroup(after)) {
    const keys = new Set([...Object.keys(after), ...Object.keys(before)])
    return [...keys].flatMap((key) => diffValues(before[key], after[key], path === '' ? key : `${path}.${key}`))
  }
  if (isDeepStrictEqual(before, after)) return []
  if (before === undefined) return [{ path, change: 'added', after }]
  if (after === undefined) return [{ path, change: 'removed', before }]
  return [{ path, change: 'changed', before, after }]
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
