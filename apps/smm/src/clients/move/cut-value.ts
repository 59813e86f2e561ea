const longestText = 400
const longestList = 20

/** A value as a list of changes shows it: texts, lists and maps up to a length, with `…` where they go on. */
export function cutValue(value: unknown): unknown {
  if (typeof value === 'string') return value.length > longestText ? `${value.slice(0, longestText)}…` : value
  if (Array.isArray(value)) {
    const shown = value.slice(0, longestList).map(cutValue)
    return value.length > longestList ? [...shown, '…'] : shown
  }
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value)
  const shown = entries.slice(0, longestList).map(([name, member]) => [name, cutValue(member)])
  return Object.fromEntries(entries.length > longestList ? [...shown, ['…', '…']] : shown)
}
