import { isDeepStrictEqual } from 'node:util'
import { type PromptVariable, promptVariables } from '@hg/contracts'
import { refuse } from './read-draft.ts'

/**
 * Nobody who asks for a piece knows which variant it is given: what one variant takes, all have to take. What variables are for, and
 * what stands in for them, may differ.
 *
 * @param versions of the variants, in their order
 * @throws {AppError} `unprocessable`, naming the first variant that differs and the variables by which it does
 */
export function requireSameVariables(versions: readonly { version: number; variables: unknown }[]): void {
  const [control, ...others] = versions.map(({ version, variables }) => ({ version, takes: takenBy(variables) }))
  if (!control) return
  for (const [index, { version, takes }] of others.entries()) {
    const names = [...new Set([...Object.keys(control.takes), ...Object.keys(takes)])]
    const differing = names.filter((name) => !isDeepStrictEqual(control.takes[name], takes[name])).toSorted()
    if (differing.length === 0) continue
    throw refuse(
      `variants.${index + 1}.version`,
      `version ${version} does not take the variables that version ${control.version} takes (${differing.join(', ')}), so that pieces would fail by the variant they are given; declare the same ones in both`,
    )
  }
}

/** What a version takes: each variable with what it may be, and whether it has to be given. */
function takenBy(variables: unknown): Record<string, { limits: Partial<PromptVariable>; required: boolean }> {
  const { properties = {}, required = [] } = promptVariables.parse(variables)
  return Object.fromEntries(
    Object.entries(properties).map(([name, { description: _, default: standIn, ...limits }]) => [
      name,
      { limits, required: standIn === undefined && required.includes(name) },
    ]),
  )
}
