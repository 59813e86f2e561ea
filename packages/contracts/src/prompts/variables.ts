import { z } from 'zod'
import { text } from '../primitives.ts'

/** Names that mean something to the language beneath. */
const reservedNames = new Set(['constructor', 'prototype'])

/** The name of a declared variable. */
export const promptVariableName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,49}$/,
    'must be of lower-case letters, digits and underscores, begin with a letter, and have at most 50',
  )
  .refine((name) => !reservedNames.has(name), { error: 'is a name that cannot be used' })

const description = text().trim().max(500).optional()
const choiceText = text().min(1).max(500)
const finite = z.number().min(-1e12).max(1e12)
const length = z.number().int().min(1).max(20_000)

const stringVariable = z.strictObject({
  type: z.literal('string'),
  description,
  enum: z.array(choiceText).min(1).max(100).optional(),
  maxLength: length.optional(),
  default: text().max(20_000).optional(),
})

const numberVariable = z.strictObject({
  type: z.enum(['integer', 'number']),
  description,
  enum: z.array(finite).min(1).max(100).optional(),
  minimum: finite.optional(),
  maximum: finite.optional(),
  default: finite.optional(),
})

const booleanVariable = z.strictObject({ type: z.literal('boolean'), description, default: z.boolean().optional() })

const listVariable = z.strictObject({
  type: z.literal('array'),
  description,
  items: z.strictObject({
    type: z.literal('string'),
    enum: z.array(choiceText).min(1).max(100).optional(),
    maxLength: length.optional(),
  }),
  maxItems: z.number().int().min(1).max(100).optional(),
  default: z.array(text().max(20_000)).max(100).optional(),
})

/** A variable that a template declares, as a JSON schema says it. */
export const promptVariable = z.discriminatedUnion('type', [
  stringVariable,
  numberVariable,
  booleanVariable,
  listVariable,
])
export type PromptVariable = z.infer<typeof promptVariable>

const mostNamed = 12
const longestNamed = 60

/** Choices as a message names them: the first of many, and their beginnings. */
export function listChoices(choices: readonly (string | number)[]): string {
  const named = choices.slice(0, mostNamed).map((choice) => {
    const words = String(choice)
    return words.length > longestNamed ? `${words.slice(0, longestNamed).toWellFormed()}…` : words
  })
  const more = choices.length - named.length
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** What is wrong with a value beside its variable; null when nothing is. */
export function promptVariableProblem(variable: PromptVariable, value: unknown): string | null {
  switch (variable.type) {
    case 'string':
      return textProblem(variable, value)
    case 'integer':
    case 'number':
      return numberProblem(variable, value)
    case 'boolean':
      return typeof value === 'boolean' ? null : 'must be true or false'
    case 'array': {
      if (!Array.isArray(value)) return 'must be a list of texts'
      const most = variable.maxItems ?? 100
      if (value.length > most) return `must have at most ${most} items`
      for (const item of value) {
        const problem = textProblem(variable.items, item)
        if (problem !== null) return `each item ${problem}`
      }
      return null
    }
  }
}

function textProblem(
  bounds: { enum?: string[] | undefined; maxLength?: number | undefined },
  value: unknown,
): string | null {
  if (typeof value !== 'string') return 'must be a text'
  if (bounds.enum && !bounds.enum.includes(value)) return `must be one of: ${listChoices(bounds.enum)}`
  const most = bounds.maxLength ?? 20_000
  return value.length > most ? `must have at most ${most} characters` : null
}

function numberProblem(
  variable: Extract<PromptVariable, { type: 'integer' | 'number' }>,
  value: unknown,
): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'must be a number'
  if (variable.type === 'integer' && !Number.isInteger(value)) return 'must be a whole number'
  if (variable.enum && !variable.enum.includes(value)) return `must be one of: ${listChoices(variable.enum)}`
  if (variable.minimum !== undefined && value < variable.minimum) return `must be at least ${variable.minimum}`
  if (variable.maximum !== undefined && value > variable.maximum) return `must be at most ${variable.maximum}`
  return null
}

/**
 * What a template asks for beyond the request and its strategy: a JSON schema (the part of draft 2020-12 that forms can
 * be made of). `{}` declares nothing. A default must be a value that its own variable takes. `propertyOrdering` is their author's
 * order, for forms: objects of JSON have none that a database keeps. Where it is left out, the order in which they are sent counts.
 */
export const promptVariables = z
  .strictObject({
    type: z.literal('object').optional(),
    properties: z
      .record(promptVariableName, promptVariable)
      .refine((given) => Object.keys(given).length <= 50, { error: 'must have at most 50 entries' })
      .optional(),
    required: z.array(promptVariableName).max(50).optional(),
    propertyOrdering: z.array(promptVariableName).max(50).optional(),
  })
  .check((checked) => {
    const { properties = {}, required = [], propertyOrdering = [] } = checked.value
    const refuse = (path: (string | number)[], message: string) =>
      checked.issues.push({ code: 'custom', message, path, input: checked.value })
    for (const [name, variable] of Object.entries(properties)) {
      if (variable.default === undefined) continue
      const problem = promptVariableProblem(variable, variable.default)
      if (problem !== null) refuse(['properties', name, 'default'], problem)
    }
    required.forEach((name, index) => {
      if (!Object.hasOwn(properties, name)) refuse(['required', index], `"${name}" is not among the properties`)
    })
    propertyOrdering.forEach((name, index) => {
      if (!Object.hasOwn(properties, name)) refuse(['propertyOrdering', index], `"${name}" is not among the properties`)
      else if (propertyOrdering.indexOf(name) < index) refuse(['propertyOrdering', index], `"${name}" is named twice`)
    })
  })
export type PromptVariables = z.infer<typeof promptVariables>

/**
 * The variables in their author's order. Those that were never put into one follow as the object has them: from the database that is
 * always the same, the shortest name first.
 */
export function orderedVariables({
  properties = {},
  propertyOrdering = [],
}: PromptVariables): [string, PromptVariable][] {
  const others = Object.keys(properties).filter((name) => !propertyOrdering.includes(name))
  return [...propertyOrdering, ...others].flatMap((name): [string, PromptVariable][] => {
    const variable = Object.hasOwn(properties, name) ? properties[name] : undefined
    return variable ? [[name, variable]] : []
  })
}

/** All values of a request together at most, as JSON in UTF-8. */
export const maxVariablesBytes = 65_536

/** What a request gives a prompt's variables, by name. Which of them its template takes is for the template to say. */
export const promptVariableValues = z
  .record(promptVariableName, z.union([text().max(20_000), finite, z.boolean(), z.array(text().max(20_000)).max(100)]))
  .refine((given) => Object.keys(given).length <= 50, { error: 'must have at most 50 entries' })
  .refine((given) => new TextEncoder().encode(JSON.stringify(given)).length <= maxVariablesBytes, {
    error: `must have at most ${maxVariablesBytes / 1024} KB together`,
  })
export type PromptVariableValues = z.infer<typeof promptVariableValues>
