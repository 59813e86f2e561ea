import { isDeepStrictEqual } from 'node:util'
import { type PromptVariable, promptVariables } from '@hg/contracts'

/**
 * The names of the variables by which two versions differ in what a request has to say to them. What variables are for, and what
 * stands in for them, may differ. Pure.
 */
export function differingVariables(one: { variables: unknown }, other: { variables: unknown }): string[] {
  const [ofOne, ofOther] = [takenBy(one.variables), takenBy(other.variables)]
  const names = [...new Set([...Object.keys(ofOne), ...Object.keys(ofOther)])]
  return names.filter((name) => !isDeepStrictEqual(ofOne[name], ofOther[name])).toSorted()
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
