/** The value at a path inside parsed JSON; undefined where the path leaves it. */
export function field(value: unknown, ...path: (string | number)[]): unknown {
  let current = value
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined
    current = (current as Record<string | number, unknown>)[key]
  }
  return current
}

/** The string at a path, if there is one. */
export function stringAt(value: unknown, ...path: (string | number)[]): string | undefined {
  const found = field(value, ...path)
  return typeof found === 'string' ? found : undefined
}

/** The number at a path, if there is one. */
export function numberAt(value: unknown, ...path: (string | number)[]): number | undefined {
  const found = field(value, ...path)
  return typeof found === 'number' ? found : undefined
}

export type JsonObject = Record<string, unknown>

/** True for JSON objects, false for arrays, null and everything else. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
