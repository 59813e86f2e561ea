import {
  type FieldError,
  type PromptVariable,
  promptVariableProblem,
  type PromptVariables,
  type PromptVariableValues,
} from '@hg/contracts'
import { cleanLine, cleanLines } from './clean-text.ts'

/** What templates see as `vars`: every declared variable, null or an empty list where it has neither value nor default. */
export type VariableContext = Record<string, string | number | boolean | string[] | null>

/** What is wrong with the values of a request; `name` is the variable's. */
export interface VariableProblem {
  name: string
  kind: 'missing' | 'unknown' | 'invalid'
  message: string
}

/**
 * The values of a template's variables: as given, else their defaults. Texts are cleaned to single lines. A text is also read as
 * what the variable is (`4`, `true`, `a|b`), since a CSV file holds nothing else. Pure.
 */
export function readVariables(
  declared: PromptVariables,
  given: PromptVariableValues = {},
): { vars: VariableContext; problems: VariableProblem[] } {
  const { properties = {}, required = [] } = declared
  const problems: VariableProblem[] = []
  const vars: VariableContext = {}
  for (const [name, variable] of Object.entries(properties)) {
    const value = Object.hasOwn(given, name) ? coerce(variable, given[name]) : variable.default
    if (value === undefined) {
      if (required.includes(name)) problems.push({ name, kind: 'missing', message: 'is required' })
      vars[name] = variable.type === 'array' ? [] : null
      continue
    }
    const problem = promptVariableProblem(variable, value)
    if (problem !== null) problems.push({ name, kind: 'invalid', message: problem })
    vars[name] = clean(value as string | number | boolean | string[])
  }
  for (const name of Object.keys(given))
    if (!Object.hasOwn(properties, name))
      problems.push({ name, kind: 'unknown', message: 'is no variable of the template' })
  return { vars, problems }
}

/** The problems as an answer names them. */
export function toFieldErrors(problems: readonly VariableProblem[]): FieldError[] {
  return problems.map(({ name, message }) => ({ path: `variables.${name}`, message }))
}

function coerce({ type }: PromptVariable, value: unknown): unknown {
  if (type === 'string') return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
  if (typeof value !== 'string') return value
  const text = value.trim()
  if (type === 'array')
    return text
      .split('|')
      .map((item) => item.trim())
      .filter((item) => item !== '')
  if (type === 'boolean') return { true: true, false: false }[text.toLowerCase()] ?? value
  return /^-?\d{1,15}(\.\d{1,10})?$/.test(text) ? Number(text) : value
}

function clean(value: string | number | boolean | string[]): string | number | boolean | string[] {
  if (typeof value === 'string') return cleanLine(value)
  return Array.isArray(value) ? cleanLines(value) : value
}
