import type { FieldError } from '../errors.ts'
import {
  listChoices,
  orderedVariables,
  type PromptVariable,
  promptVariableProblem,
  type PromptVariables,
  type PromptVariableValues,
} from './variables.ts'

/** What is wrong with the values of a request; `name` is the variable's. */
export interface PromptVariableFault {
  name: string
  kind: 'missing' | 'unknown' | 'invalid'
  /** What is wrong, and what would be right. */
  message: string
}

/** As many as an answer lists: a batch of hundreds of pieces lists those of each. */
const mostListed = 20

/**
 * The values of a version's variables: as given, else their defaults; undefined where there is neither. A text is also read as
 * what the variable is (`4`, `true`, `a|b`), since a CSV file holds nothing else. Judges a request when it is made, and again when
 * its prompt is: another version may serve by then. Pure.
 */
export function readPromptVariables(
  declared: PromptVariables,
  given: PromptVariableValues = {},
): { values: Record<string, PromptVariableValues[string] | undefined>; faults: PromptVariableFault[] } {
  const { properties = {}, required = [] } = declared
  const faults: PromptVariableFault[] = []
  const values: Record<string, PromptVariableValues[string] | undefined> = {}
  for (const [name, variable] of orderedVariables(declared)) {
    const value = Object.hasOwn(given, name) ? coerce(variable, given[name]) : variable.default
    values[name] = value
    if (value === undefined) {
      if (required.includes(name))
        faults.push({ name, kind: 'missing', message: `is required: give ${describePromptVariable(variable)}` })
      continue
    }
    const problem = promptVariableProblem(variable, value)
    if (problem !== null) faults.push({ name, kind: 'invalid', message: problem })
  }
  const takes = listChoices(Object.keys(properties).toSorted()) || 'none'
  for (const name of Object.keys(given))
    if (!Object.hasOwn(properties, name))
      faults.push({ name, kind: 'unknown', message: `is no variable of the template, which takes ${takes}` })
  return { values, faults }
}

/** The faults as an answer names them, by `variables.<name>`. */
export function toVariableErrors(faults: readonly PromptVariableFault[]): FieldError[] {
  const listed = faults.slice(0, mostListed).map(({ name, message }) => ({ path: `variables.${name}`, message }))
  const more = faults.length - listed.length
  return more > 0 ? [...listed, { path: 'variables', message: `has ${more} more that are not in order` }] : listed
}

/** What a variable takes, in words: `a whole number from 1 to 9`, `one of spring, winter`. */
export function describePromptVariable(variable: PromptVariable): string {
  switch (variable.type) {
    case 'string':
      return describeText(variable, 'a text')
    case 'integer':
    case 'number': {
      if (variable.enum) return `one of ${listChoices(variable.enum)}`
      const { minimum: least, maximum: most } = variable
      const kind = variable.type === 'integer' ? 'a whole number' : 'a number'
      if (least !== undefined && most !== undefined) return `${kind} from ${least} to ${most}`
      if (least !== undefined) return `${kind} of at least ${least}`
      return most === undefined ? kind : `${kind} of at most ${most}`
    }
    case 'boolean':
      return 'true or false'
    case 'array': {
      const { items, maxItems } = variable
      const most = maxItems === undefined ? '' : `at most ${maxItems} `
      if (items.enum) return `a list of ${most && `${most}of `}${listChoices(items.enum)}`
      return `a list of ${most}${describeText(items, 'texts')}`
    }
  }
}

function describeText(
  { enum: choices, maxLength }: { enum?: string[] | undefined; maxLength?: number | undefined },
  what: string,
): string {
  if (choices) return `one of ${listChoices(choices)}`
  return maxLength === undefined ? what : `${what} of at most ${maxLength} characters`
}

function coerce({ type }: PromptVariable, value: PromptVariableValues[string] | undefined) {
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
