import { orderedVariables, type PromptVariable, promptVariableName, type PromptVariables } from '@hg/contracts'
import { sentence } from '#lib/forms/field-errors.ts'

export const variableTypes = ['string', 'integer', 'number', 'boolean', 'array'] as const
export type VariableType = (typeof variableTypes)[number]

export const variableTypeLabels: Record<VariableType, string> = {
  string: 'Text',
  integer: 'Whole number',
  number: 'Number',
  boolean: 'Yes or no',
  array: 'List of texts',
}

/** A declared variable as a row of the form. Numbers stand as they are typed; lists have an entry a line. */
export interface VariableRow {
  /** Stays with the row while its name is typed. */
  key: string
  name: string
  type: VariableType
  required: boolean
  description: string
  default: string
  /** Values that it may have, one a line; any where it is empty. */
  choices: string
  /** Characters of a text, or of each text of a list. */
  maxLength: string
  minimum: string
  maximum: string
  maxItems: string
}

let lastKey = 0

/** A row with nothing in it yet. */
export function emptyRow(): VariableRow {
  return {
    key: `variable-${++lastKey}`,
    ...{ name: '', type: 'string', required: false, description: '', default: '', choices: '' },
    ...{ maxLength: '', minimum: '', maximum: '', maxItems: '' },
  }
}

/** The rows of a schema, in its order. */
export function toRows(declared: PromptVariables): VariableRow[] {
  const { required = [] } = declared
  return orderedVariables(declared).map(([name, variable]) => ({
    ...emptyRow(),
    name,
    type: variable.type,
    required: required.includes(name),
    description: variable.description ?? '',
    default: toField(variable.default),
    ...boundsOf(variable),
  }))
}

function boundsOf(variable: PromptVariable): Partial<VariableRow> {
  switch (variable.type) {
    case 'string':
      return { choices: toField(variable.enum), maxLength: toField(variable.maxLength) }
    case 'integer':
    case 'number':
      return {
        choices: toField(variable.enum),
        minimum: toField(variable.minimum),
        maximum: toField(variable.maximum),
      }
    case 'array':
      return {
        choices: toField(variable.items.enum),
        maxLength: toField(variable.items.maxLength),
        maxItems: toField(variable.maxItems),
      }
    case 'boolean':
      return {}
  }
}

function toField(value: string | number | boolean | readonly (string | number)[] | undefined): string {
  if (value === undefined) return ''
  return Array.isArray(value) ? value.join('\n') : String(value)
}

/**
 * The schema of the rows. What is typed wrong stands in it as it was typed, so that the contract's words for it can be
 * shown at its place (see `rowOfPath`); rows without any name and text are left out.
 */
export function toSchema(rows: readonly VariableRow[]): PromptVariables {
  const said = rows.filter((row) => row.name.trim() !== '' || row.description.trim() !== '')
  if (said.length === 0) return {}
  const required = said.filter((row) => row.required).map((row) => row.name.trim())
  const order = [...new Set(said.map((row) => row.name.trim()))]
  return {
    type: 'object',
    properties: Object.fromEntries(said.map((row) => [row.name.trim(), toVariable(row)])),
    ...(required.length > 0 ? { required } : {}),
    ...(order.length > 1 ? { propertyOrdering: order } : {}),
  }
}

function toVariable(row: VariableRow): PromptVariable {
  const description = row.description.trim()
  const common = description === '' ? {} : { description }
  const texts = { ...present('enum', lines(row.choices)), ...present('maxLength', figure(row.maxLength)) }
  switch (row.type) {
    case 'string':
      return { type: 'string', ...common, ...texts, ...present('default', row.default || undefined) }
    case 'integer':
    case 'number':
      return {
        type: row.type,
        ...common,
        ...present('enum', lines(row.choices)?.map(Number)),
        ...present('minimum', figure(row.minimum)),
        ...present('maximum', figure(row.maximum)),
        ...present('default', figure(row.default)),
      }
    case 'boolean':
      return {
        type: 'boolean',
        ...common,
        ...present('default', row.default === '' ? undefined : row.default === 'true'),
      }
    case 'array':
      return {
        type: 'array',
        ...common,
        items: { type: 'string', ...texts },
        ...present('maxItems', figure(row.maxItems)),
        ...present('default', lines(row.default)),
      }
  }
}

function present<K extends string, T>(key: K, value: T | undefined): { [key in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: T })
}

function lines(typed: string): string[] | undefined {
  const said = typed.split('\n').map((line) => line.trim())
  const kept = said.filter((line) => line !== '')
  return kept.length === 0 ? undefined : kept
}

function figure(typed: string): number | undefined {
  return typed.trim() === '' ? undefined : Number(typed)
}

/** What is wrong with rows that a schema cannot even hold: names that are missing, or that stand twice. By the row's key. */
export function rowProblems(rows: readonly VariableRow[]): Record<string, string> {
  const problems: Record<string, string> = {}
  const seen = new Set<string>()
  for (const { key, name, description } of rows) {
    const trimmed = name.trim()
    if (trimmed === '' && description.trim() !== '') problems[key] = 'Give it a name'
    else if (trimmed !== '' && seen.has(trimmed)) problems[key] = 'This name stands there twice'
    else if (trimmed !== '') {
      const wrong = promptVariableName.safeParse(trimmed).error?.issues[0]
      if (wrong) problems[key] = sentence(`the name ${wrong.message}`)
    }
    seen.add(trimmed)
  }
  return problems
}
