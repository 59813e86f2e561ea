import { type Usage, usageFigures } from '@hg/contracts'

const figures = usageFigures.keyof().options

/** Usage as CSV (RFC 4180), a line for each group. A cell that a spreadsheet would take for a formula is quoted. */
export function usageToCsv({ group_by, items }: Usage): string {
  const head = group_by === 'client' ? ['client_id', 'client'] : [group_by]
  const lines = items.map((item) => [
    ...(group_by === 'client' ? [item.key, item.label] : [item.key]),
    ...figures.map((figure) => String(item[figure])),
  ])
  return [[...head, ...figures], ...lines].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
