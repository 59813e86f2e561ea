import type { PromptAuthor, PromptPart } from '@hg/contracts'

/** Who made a version. */
export function authorName(author: PromptAuthor | null): string {
  if (author === null) return 'came with the product'
  return author.name ?? 'somebody who has left'
}

/** The parts of a version as people read them. */
export const partLabels: Record<PromptPart, string> = {
  system_template: 'System',
  template: 'User',
  variables: 'Variables',
  model_settings: 'Model',
  trim_order: 'What goes first',
}

/** The name of what a dotted path of a version stands for: `variables.properties.season.default` is `Variables, season.default`. */
export function pathLabel(path: string): string {
  const [part, ...inner] = path.split('.')
  const label = partLabels[part as PromptPart] ?? part
  if (inner[0] === 'propertyOrdering') return `${label}, their order`
  const rest = inner.filter((step, index) => index > 0 || step !== 'properties').join('.')
  return rest === '' ? label : `${label}, ${rest}`
}
