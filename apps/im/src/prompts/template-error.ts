import { AppError } from '@hg/runtime'
import { LiquidError, type UndefinedVariableError } from 'liquidjs'
import { maxTemplateLength } from './engine.ts'
import { partialOf } from './partials.ts'

/** Which text of which template failed, for people to find it. */
export interface TemplatePart {
  /** The column that holds the text. */
  part: 'template' | 'system_template'
  name: string
  version: number
}

/** What is wrong with a text. Line and column count from 1, in the partial where there is one. */
export interface TemplateProblem {
  code: 'unknown_variable' | 'template_invalid'
  message: string
  /** The handle of the partial that it stands in. */
  partial?: string
  line?: number
  column?: number
}

/** What a message quotes of a template, in characters. */
const longestName = 100
const longestReason = 200

const partNames = { template: 'user part', system_template: 'system part' }

const limits: [pattern: RegExp, message: string][] = [
  [/^parse length limit/, `it is longer than ${maxTemplateLength} characters`],
  [/^(memory alloc|template render) limit/, 'it does too much: shorten its loops and what it captures'],
]

/**
 * What the engine threw, as the one error that callers see: `unknown_variable` or `template_invalid`, with the template's
 * name and version and, where known, line and column. Carries nothing of the values.
 */
export function toTemplateError(error: unknown, at: TemplatePart): AppError {
  const { code, message, partial, line, column } = problemOf(error)
  const place = line === undefined ? '' : `, line ${line}, column ${column ?? 1}`
  const template = `${partNames[at.part]} of the template "${at.name}" (version ${at.version})`
  const where =
    partial === undefined ? `The ${template}${place}` : `The partial "${partial}"${place}, in the ${template}`
  const lineIn = line === undefined ? '' : `line ${line}: `
  return new AppError(code, `${where}: ${message}.`, {
    fields: [{ path: at.part, message: `${partial === undefined ? '' : `partial "${partial}", `}${lineIn}${message}` }],
    cause: error,
  })
}

/** What the engine threw, told without the values. */
export function problemOf(error: unknown): TemplateProblem {
  const unknown = unknownVariable(error)
  return {
    code: unknown === undefined ? 'template_invalid' : 'unknown_variable',
    message: unknown === undefined ? reasonOf(error) : `the variable "${unknown}" does not exist`,
    ...placeOf(error),
  }
}

function placeOf(error: unknown): Pick<TemplateProblem, 'partial' | 'line' | 'column'> {
  const partial = partialOf(error)
  const where = partial === undefined ? {} : { partial }
  if (!LiquidError.is(error)) return where
  const [line, column] = error.token.getPosition()
  return { ...where, line, column }
}

function unknownVariable(error: unknown): string | undefined {
  if (!LiquidError.is(error) || error.name !== 'UndefinedVariableError') return undefined
  const { originalError } = error as UndefinedVariableError & { originalError?: { variableName?: string } }
  return originalError?.variableName?.slice(0, longestName)
}

function reasonOf(error: unknown): string {
  const root = LiquidError.is(error) ? (error.originalError ?? error) : error
  if (root instanceof RangeError)
    return /call stack/i.test(root.message) ? 'its tags are nested too deeply' : 'a text in it grows too long'
  // A fault of the engine or of ours; its message could say anything.
  if (root instanceof TypeError || !(root instanceof Error)) return 'it cannot be rendered'
  const known = limits.find(([pattern]) => pattern.test(root.message))
  return known ? known[1] : root.message.replace(/, (file|line):.*$/s, '').slice(0, longestReason)
}
