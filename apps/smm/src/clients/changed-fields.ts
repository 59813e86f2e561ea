import { isDeepStrictEqual } from 'node:util'

/**
 * What a change made different, for the audit: the fields that differ, as they were and as they are. Null when none
 * does. A field that the change leaves undefined stays; with `removed`, one that it lacks is gone.
 */
export function changedFields(
  before: object,
  change: object,
  options: { removed?: boolean } = {},
): { before: object; after: object } | null {
  const [was, is] = [before as Record<string, unknown>, change as Record<string, unknown>]
  const given = Object.keys(is).filter((name) => is[name] !== undefined)
  const names = options.removed ? [...new Set([...Object.keys(was), ...given])] : given
  const changed = names.filter((name) => !isDeepStrictEqual(was[name], is[name]))
  if (changed.length === 0) return null
  const pick = (from: Record<string, unknown>) =>
    Object.fromEntries(changed.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]))
  return { before: pick(was), after: pick(is) }
}
