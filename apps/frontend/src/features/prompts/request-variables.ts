import {
  orderedVariables,
  type PromptVariable,
  promptVariableProblem,
  type PromptVariables,
  type PromptVariableValues,
} from '@hg/contracts'
import { ApiError } from '#lib/api.ts'

/** A variable that a template takes. */
export interface NeededVariable {
  name: string
  variable: PromptVariable
  /** It has to be said: nothing stands in for it. */
  required: boolean
}

/** Those that have to be said come first, otherwise in their author's order. */
export function neededVariables(declared: PromptVariables): NeededVariable[] {
  const { required = [] } = declared
  const needed = orderedVariables(declared).map(([name, variable]) => ({
    name,
    variable,
    required: required.includes(name) && variable.default === undefined,
  }))
  return needed.sort((one, other) => Number(other.required) - Number(one.required))
}

/** The values of a form as they are sent: figures as numbers, answers as yes or no, and nothing that was left empty. */
export function toVariableValues(needed: readonly NeededVariable[], typed: PromptVariableValues): PromptVariableValues {
  return Object.fromEntries(
    needed.flatMap(({ name, variable }) => {
      const value = typed[name]
      return isEmpty(value) ? [] : [[name, readValue(variable, value)]]
    }),
  )
}

/** The variables that the service refused for what a request says of them, or does not say: they have to be said then. */
export function refusedVariables(needed: readonly NeededVariable[], error: Error | null): NeededVariable[] {
  if (!(error instanceof ApiError) || error.code !== 'variables_invalid') return []
  const refused = new Set(error.fields.map(({ path }) => path.replace(/^variables\./, '')))
  return needed.filter(({ name }) => refused.has(name)).map((one) => ({ ...one, required: true }))
}

/** What is wrong with what was typed, by the variable's name. */
export function variableProblems(
  needed: readonly NeededVariable[],
  typed: PromptVariableValues,
): Record<string, string> {
  const values = toVariableValues(needed, typed)
  return Object.fromEntries(
    needed.flatMap(({ name, variable, required }) => {
      const value = values[name]
      const problem = value === undefined ? (required ? 'must be given' : null) : promptVariableProblem(variable, value)
      return problem === null ? [] : [[name, problem]]
    }),
  )
}

/** The values with likely ones in place of what has to be said and was not yet: what pieces will cost can be told before. */
export function withStandIns(needed: readonly NeededVariable[], values: PromptVariableValues): PromptVariableValues {
  const missing = needed.filter(({ name, required }) => required && values[name] === undefined)
  return { ...values, ...Object.fromEntries(missing.map(({ name, variable }) => [name, standInFor(variable)])) }
}

function standInFor(variable: PromptVariable): PromptVariableValues[string] {
  switch (variable.type) {
    case 'string':
      return variable.enum?.[0] ?? 'a few words'.slice(0, variable.maxLength)
    case 'integer':
    case 'number': {
      const { minimum = -Infinity, maximum = Infinity } = variable
      return variable.enum?.[0] ?? Math.min(Math.max(1, Math.ceil(minimum)), maximum)
    }
    case 'boolean':
      return true
    case 'array':
      return []
  }
}

function readValue({ type }: PromptVariable, value: PromptVariableValues[string]): PromptVariableValues[string] {
  if (typeof value !== 'string') return value
  if (type === 'integer' || type === 'number') return Number(value.trim().replace(',', '.'))
  if (type === 'boolean') return value === 'true'
  return type === 'array' ? [value] : value.trim()
}

/** Whether nothing was said. */
export function isEmpty(value: PromptVariableValues[string] | undefined): value is undefined {
  if (value === undefined) return true
  return typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0
}
