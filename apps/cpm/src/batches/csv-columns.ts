import type { BatchItem } from '@hg/contracts'

type Cell = string | string[] | number | boolean

const list = (cell: string): string[] =>
  cell
    .split(/[,;|\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
/** What is no number stays as it is, for the contract to refuse by name. */
const number = (cell: string): Cell => (Number.isFinite(Number(cell)) ? Number(cell) : cell)
const word = (cell: string): Cell => cell.toLowerCase().replaceAll(/[\s-]+/g, '_')
const asIs = (cell: string): Cell => cell

/** The columns of a CSV file: where in an item a cell goes, and how it is read. */
const columns: Record<string, { path: [keyof BatchItem] | ['llm', string]; read: (cell: string) => Cell }> = {
  topic: { path: ['topic'], read: asIs },
  content_type: { path: ['content_type'], read: word },
  keywords: { path: ['keywords'], read: list },
  brief: { path: ['brief'], read: asIs },
  strategy_id: { path: ['strategy_id'], read: asIs },
  template_id: { path: ['template_id'], read: asIs },
  template_version: { path: ['template_version'], read: number },
  content_template_id: { path: ['content_template_id'], read: asIs },
  provider: { path: ['llm', 'provider'], read: word },
  model: { path: ['llm', 'model'], read: asIs },
  routing: { path: ['llm', 'routing'], read: word },
  temperature: { path: ['llm', 'temperature'], read: number },
  max_output_tokens: { path: ['llm', 'max_output_tokens'], read: number },
  max_prompt_tokens: { path: ['llm', 'max_prompt_tokens'], read: number },
  priority: { path: ['priority'], read: number },
  max_cost_usd: { path: ['max_cost_usd'], read: asIs },
}

export const columnNames = Object.keys(columns)

const metaPrefix = 'meta:'
/** A prompt's variables: texts in a file, which the template reads as what they are. */
const variablePrefix = 'var.'

/**
 * A column's name as it is looked up: `Content Type` is `content_type`, `Var.Season` is `var.season`. What follows `meta:` stays as
 * it is written.
 */
export function columnOf(heading: string): string | null {
  const given = heading.trim()
  if (given.toLowerCase().startsWith(metaPrefix)) return given.length > metaPrefix.length ? given : null
  if (given.toLowerCase().startsWith(variablePrefix))
    return given.length > variablePrefix.length ? given.toLowerCase() : null
  const name = given.toLowerCase().replaceAll(/[\s-]+/g, '_')
  return name in columns ? name : null
}

/** The column that a field of an item stands in; null where there is none. */
export function columnOfPath(path: string): string | null {
  if (path.startsWith('variables.')) return variablePrefix + path.slice('variables.'.length)
  if (path.startsWith('metadata.')) return metaPrefix + path.slice('metadata.'.length)
  const found = Object.entries(columns).find(
    ([, column]) => path === column.path.join('.') || path.startsWith(`${column.path.join('.')}.`),
  )
  return found?.[0] ?? null
}

/** A record's cells as an item, still to be checked against the contract. Empty cells are not there. */
export function toItem(cells: [column: string, cell: string][]): Record<string, unknown> {
  const item: Record<string, Cell | Record<string, Cell>> = {}
  const group = (name: string): Record<string, Cell> => {
    const known = item[name]
    if (typeof known === 'object' && !Array.isArray(known)) return known
    const made: Record<string, Cell> = {}
    item[name] = made
    return made
  }
  for (const [name, cell] of cells) {
    if (cell.trim() === '') continue
    const column = columns[name]
    if (name.startsWith(variablePrefix)) group('variables')[name.slice(variablePrefix.length)] = cell
    else if (!column) group('metadata')[name.slice(metaPrefix.length)] = cell
    else if (column.path.length === 2) group(column.path[0])[column.path[1]] = column.read(cell.trim())
    else item[column.path[0]] = column.read(cell.trim())
  }
  return item
}
