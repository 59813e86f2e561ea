import {
  type PromptVariableFault,
  type PromptVariables,
  type PromptVariableValues,
  readPromptVariables,
} from '@hg/contracts'
import { cleanLine, cleanLines } from './clean-text.ts'

/** What templates see as `vars`: every declared variable, null or an empty list where it has neither value nor default. */
export type VariableContext = Record<string, string | number | boolean | string[] | null>

/** The values of a template's variables as it sees them, texts cleaned to single lines, and what is wrong with them. Pure. */
export function readVariables(
  declared: PromptVariables,
  given?: PromptVariableValues,
): { vars: VariableContext; faults: PromptVariableFault[] } {
  const { values, faults } = readPromptVariables(declared, given)
  const vars = Object.entries(declared.properties ?? {}).map(([name, { type }]) => {
    const value = values[name]
    return [name, value === undefined ? (type === 'array' ? [] : null) : clean(value)] as const
  })
  return { vars: Object.fromEntries(vars), faults }
}

function clean(value: PromptVariableValues[string]): PromptVariableValues[string] {
  if (typeof value === 'string') return cleanLine(value)
  return Array.isArray(value) ? cleanLines(value) : value
}
