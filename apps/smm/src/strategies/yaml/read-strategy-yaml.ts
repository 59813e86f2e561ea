import { type FieldError, strategyConfiguration, strategyFields, strategyFile, type StrategyFile } from '@hg/contracts'
import { AppError } from '@hg/runtime'
import { type Document, isMap, isNode, isScalar, LineCounter, type Node, type Pair, parseDocument } from 'yaml'
import type { z } from 'zod'

/** Aliases that a file may resolve: enough for what people share, too few to blow a text up. */
const mostAliases = 50

/**
 * Reads a strategy's YAML file.
 *
 * @throws {AppError} `invalid_request` with line and column of everything that is wrong: what is no YAML, unknown fields,
 * values that the contract refuses, merge modes without a value
 */
export function readStrategyYaml(text: string): StrategyFile {
  const lines = new LineCounter()
  const document = parse(text, lines)
  const mistakes = [...document.errors, ...document.warnings]
  if (mistakes.length > 0)
    throw refusal(
      'The text is not valid YAML.',
      mistakes.slice(0, 20).map(({ message, pos }) => ({ path: 'yaml', message, ...placeAt(lines, pos[0]) })),
    )
  const parsed = strategyFile.safeParse(toValue(document))
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.flatMap((issue) => explain(issue, document, lines))
  throw refusal('The strategy in the file is not valid.', fields.slice(0, 50))
}

function refusal(detail: string, fields: FieldError[]): AppError {
  const [first] = fields
  const where = first?.line === undefined ? '' : ` Line ${first.line}: ${first.path} ${first.message}`
  return new AppError('invalid_request', detail + where, { fields })
}

function parse(text: string, lineCounter: LineCounter): Document {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, schema: 'core', version: '1.2' })
  } catch (error) {
    throw tooDeep(error)
  }
}

function toValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases })
  } catch (error) {
    if (error instanceof ReferenceError)
      throw refusal('The file uses too many aliases.', [{ path: 'yaml', message: 'must write its values out' }])
    throw tooDeep(error)
  }
}

function tooDeep(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error
  return refusal('The file is nested too deeply.', [{ path: 'yaml', message: 'must be nested less deeply' }])
}

/** One entry per wrong field, at the place where it stands; an unknown key at its own. */
function explain(issue: z.core.$ZodIssue, document: Document, lines: LineCounter): FieldError[] {
  const at = (path: PropertyKey[], key?: string): { line?: number; column?: number } =>
    placeAt(lines, startOf(document, path, key))
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...issue.path, key].join('.'),
      message: `is not a known field${knownIn(issue.path)}`,
      ...at(issue.path, key),
    }))
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined && !document.hasIn(issue.path)
  const message = isMissing ? 'is missing' : issue.message.replace(/^Invalid (input|option): /, '')
  return [{ path: issue.path.join('.') || 'yaml', message, ...at(issue.path) }]
}

/** `; known are voice, tone, …`, for a place within the configuration. */
function knownIn(path: PropertyKey[]): string {
  const [first, section, ...rest] = path
  if (rest.length > 0) return ''
  if (first === undefined) return '; known are name, content_type, configuration and merge_modes'
  if (first !== 'configuration') return ''
  const known =
    section === undefined
      ? Object.keys(strategyConfiguration.shape)
      : strategyFields.filter((field) => field.section === section).map(({ name }) => name)
  return known.length > 0 ? `; known are ${known.join(', ')}` : ''
}

/** Where the value at a path begins, or the key of it, or the nearest thing around it that is there. */
function startOf(document: Document, path: readonly PropertyKey[], key?: string): number {
  const wanted = key === undefined ? path : [...path, key]
  for (let length = wanted.length; length >= 0; length--) {
    const start = startOfNode(document, wanted.slice(0, length))
    if (start !== undefined) return start
  }
  return 0
}

function startOfNode(document: Document, path: readonly PropertyKey[]): number | undefined {
  const last = path.at(-1)
  const parent: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents
  if (last !== undefined && isMap(parent)) {
    const pair = (parent.items as Pair<Node, Node>[]).find(({ key }) => isScalar(key) && String(key.value) === last)
    return pair?.key.range?.[0]
  }
  const node: unknown = path.length > 0 ? document.getIn(path, true) : document.contents
  return isNode(node) ? node.range?.[0] : undefined
}

function placeAt(lines: LineCounter, offset: number): { line?: number; column?: number } {
  const { line, col } = lines.linePos(offset)
  return line > 0 ? { line, column: col } : {}
}
