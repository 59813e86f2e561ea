import { contentType, type ContentTypeOrAny, type MergeMode, strategyField } from '@hg/contracts'
import { contentTypeGroups, contentTypeLabels } from '#lib/labels.ts'

/** What a strategy is for, as people read it. */
export function typeLabel(type: ContentTypeOrAny): string {
  return type === 'any' ? 'Any content' : contentTypeLabels[type]
}

/** A field's name for its path. */
export function pathLabel(path: string): string {
  return strategyField(path)?.label ?? path
}

/** How a field meets the value from above: a word for the button, and what it means. */
export const modeLabels: Record<MergeMode, { label: string; hint: string }> = {
  inherit: { label: 'Inherited', hint: 'What stands above applies.' },
  override: { label: 'Set here', hint: 'Takes the place of what stands above.' },
  extend: { label: 'Added here', hint: 'Comes on top of what stands above.' },
  locked: { label: 'Locked here', hint: 'Set here, and nobody below can change it.' },
}

/** Content types in a sentence: `all content types`, `FAQ and E-mail`, `14 of 16 content types`. */
export function typesInWords(types: readonly ContentTypeOrAny[]): string {
  if (types.includes('any') || types.length === contentType.options.length) return 'all content types'
  if (types.length > 3) return `${types.length} of ${contentType.options.length} content types`
  return inWords(types.map(typeLabel))
}

/** `a, b and c`. */
export function inWords(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** Content types for a menu, `any` first. */
export const typeGroups: { label?: string; options: { value: ContentTypeOrAny; label: string }[] }[] = [
  { options: [{ value: 'any', label: typeLabel('any') }] },
  ...contentTypeGroups.map(({ label, types }) => ({
    label,
    options: types.map((value) => ({ value, label: contentTypeLabels[value] })),
  })),
]
