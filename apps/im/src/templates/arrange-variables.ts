import { orderedVariables, type PromptVariables } from '@hg/contracts'

/** The schema with its variables in their author's order, which the database does not keep. */
export function arrangeVariables(variables: PromptVariables): PromptVariables {
  return variables.properties
    ? { ...variables, properties: Object.fromEntries(orderedVariables(variables)) }
    : variables
}
