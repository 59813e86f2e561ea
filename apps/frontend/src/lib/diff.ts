import { diffLines, diffWordsWithSpace } from 'diff'

/** A stretch of two texts laid over each other. `folded` is unchanged too, but far from any change. */
export interface DiffPart {
  kind: 'same' | 'added' | 'removed' | 'folded'
  text: string
}

/** Beyond this many differing words (then lines) the texts count as replaced as a whole: comparing costs their product. */
const maxEditLength = 1500

/** Where two texts differ, word by word; line by line where they have little in common. */
export function diffTexts(before: string, after: string): DiffPart[] {
  const changes = diffWordsWithSpace(before, after, { maxEditLength }) ?? diffLines(before, after, { maxEditLength })
  const parts = changes?.map(({ value, added, removed }): DiffPart => {
    return { kind: added ? 'added' : removed ? 'removed' : 'same', text: value }
  }) ?? [
    { kind: 'removed' as const, text: before },
    { kind: 'added' as const, text: after },
  ]
  return parts.filter(({ text }) => text !== '')
}

/** Folds what is unchanged and further from a change than `keep` characters, to whole words. */
export function foldSame(parts: DiffPart[], keep = 240): DiffPart[] {
  return parts.flatMap((part, index) => {
    const head = index === 0 ? '' : wordsFrom(part.text, keep)
    const tail = index === parts.length - 1 ? '' : wordsTo(part.text, keep)
    const folded = part.text.slice(head.length, part.text.length - tail.length)
    if (part.kind !== 'same' || parts.length === 1 || folded.length < keep) return part
    return [
      { kind: 'same' as const, text: head },
      { kind: 'folded' as const, text: folded },
      { kind: 'same' as const, text: tail },
    ].filter(({ text }) => text !== '')
  })
}

function wordsFrom(text: string, length: number): string {
  return /^[^]*\s/.exec(text.slice(0, length))?.[0] ?? text.slice(0, length)
}

function wordsTo(text: string, length: number): string {
  return /\s[^]*$/.exec(text.slice(-length))?.[0] ?? text.slice(-length)
}

/** A value that differs between two objects; undefined where one of them has none. */
export interface FieldChange {
  /** Dotted: `audience.expertise_level`; empty for values that are no objects. */
  path: string
  before: unknown
  after: unknown
}

/** The values that differ between two objects, in the order of the newer one. Lists count as one value. */
export function changedFields(before: unknown, after: unknown, path = ''): FieldChange[] {
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(after), ...Object.keys(before)])
    return [...keys].flatMap((key) => changedFields(before[key], after[key], path === '' ? key : `${path}.${key}`))
  }
  if (isObject(after) && before === undefined) return changedFields({}, after, path)
  if (isObject(before) && after === undefined) return changedFields(before, {}, path)
  return isSame(before, after) ? [] : [{ path, before, after }]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Equal in every value; objects whatever the order of their keys. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]))
  }
  if (isObject(one) && isObject(other)) return changedFields(one, other).length === 0
  return Object.is(one, other)
}
