/** The object at a path of an unknown value, or an empty one. Error bodies have types in no SDK, and proxies send anything. */
export function objectAt(value: unknown, ...path: string[]): Record<string, unknown> {
  let at: unknown = value
  for (const key of path) at = isObject(at) ? at[key] : undefined
  return isObject(at) ? at : {}
}

/** Those of the values that are non-empty strings. */
export function strings(...values: unknown[]): string[] {
  return values.filter((value): value is string => typeof value === 'string' && value !== '')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
