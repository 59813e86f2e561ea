import { type PromptFinding, promptVariableName, type PromptVariables, trimmableContext } from '@hg/contracts'
import type { PromptContext } from '../prompts/context.ts'
import { closestName } from './closest-name.ts'
import type { Reference } from './find-references.ts'

/** What lists and texts have besides their entries. */
const ofEverything = new Set(['size', 'first', 'last'])
/** What a message quotes of a template, in characters. */
const longestName = 100
/** So many unknown names are told, and thought about. */
const mostUnknown = 50

/**
 * Names that the context does not have, in whatever branch they stand, with what was probably meant; variables that are used and
 * not declared, or declared and not used.
 *
 * @param context says something of everything that a template may ask for
 */
export function checkNames(
  references: readonly Reference[],
  context: PromptContext,
  variables: PromptVariables,
): PromptFinding[] {
  const declared = Object.keys(variables.properties ?? {})
  const known = pathsOf(context).concat(declared.map((name) => `vars.${name}`))
  let told = 0
  const unknown = references.flatMap((reference) => {
    if (told === mostUnknown) return []
    const wrong = wrongPath(reference.path, context)
    // In a partial it may be an argument of its callers'.
    if (wrong === null || (reference.partial !== undefined && wrong.length === 1)) return []
    told++
    const name = wrong.join('.').slice(0, longestName)
    const meant = closestName(name, known)
    const isVariable = wrong[0] === 'vars' && wrong.length > 1
    const what = isVariable ? 'is not declared' : 'does not exist'
    return [
      at(reference, {
        severity: 'error',
        code: isVariable ? 'undeclared_variable' : 'unknown_variable',
        message: `the variable "${name}" ${what}${meant === undefined ? remedyFor(wrong) : `; did you mean "${meant}"?`}`,
      }),
    ]
  })
  const used = new Set(references.filter(({ path }) => path[0] === 'vars').map(({ path }) => path[1]))
  // Whoever names all of them, or one by another value, may use each.
  const isUsed = (name: string) => used.has(name) || used.has(undefined)
  const unused = declared
    .filter((name) => !isUsed(name))
    .map((name): PromptFinding => ({
      severity: 'warning',
      code: 'unused_variable',
      part: 'variables',
      message: `the variable "${name}" is declared, and the texts do not use it`,
    }))
  return [...unknown, ...unused]
}

/** How a name of one's own comes to be: what is no field of the context may be a variable. */
function remedyFor(path: readonly string[]): string {
  const [first = '', second] = path
  if (first === 'vars' && second !== undefined) return ': add it to the variables'
  if (path.length > 1 || !promptVariableName.safeParse(first).success) return ''
  return `; a variable of your own is declared among the variables, and written "vars.${first}"`
}

/** Paths to leave out that are none, or that nothing is known of. */
export function checkTrimOrder(
  trimOrder: readonly string[],
  references: readonly Reference[],
  { properties = {}, required = [] }: PromptVariables,
): PromptFinding[] {
  const variables = Object.keys(properties).filter((name) => !required.includes(name))
  const known = [...trimmableContext.map(({ path }) => path), ...variables.map((name) => `vars.${name}`)]
  const warn = (code: string, message: string): PromptFinding[] => [
    { severity: 'warning', code, part: 'trim_order', message },
  ]
  return trimOrder.flatMap((path) => {
    if (!known.includes(path)) {
      const meant = closestName(path, known)
      const hint = meant === undefined ? '' : `; did you mean "${meant}"?`
      return warn('not_trimmable', `"${path}" is nothing that a prompt may lose${hint}`)
    }
    const keys = path.split('.')
    const isUsed = references.some((reference) => keys.every((key, index) => (reference.path[index] ?? key) === key))
    return isUsed
      ? []
      : warn('trimmed_in_vain', `the texts do not use "${path}", so nothing is saved by leaving it out`)
  })
}

function at({ part, line, column, partial }: Reference, finding: PromptFinding): PromptFinding {
  if (partial === undefined) return { ...finding, part, line, column }
  return { ...finding, part, message: `in the partial "${partial}", line ${line}: ${finding.message}` }
}

/** The path as far as it leads nowhere; null when it leads somewhere, or to where nobody can tell. */
function wrongPath(path: readonly string[], context: PromptContext): string[] | null {
  let here: unknown = context
  for (const [index, key] of path.entries()) {
    if (here === null || here === undefined) return null
    if (Array.isArray(here)) {
      if (/^-?\d+$/.test(key) || key === 'first' || key === 'last') here = (here as unknown[])[0]
      else if (key === 'size') here = 0
      else return path.slice(0, index + 1)
    } else if (typeof here === 'object') {
      if (Object.hasOwn(here, key)) here = (here as Record<string, unknown>)[key]
      else if (ofEverything.has(key) && index > 0) return null
      else return path.slice(0, index + 1)
    } else if (ofEverything.has(key)) return null
    else return path.slice(0, index + 1)
  }
  return null
}

/** Every path of a context, groups and what is in them, not what lists hold. */
function pathsOf(group: object, prefix = ''): string[] {
  return Object.entries(group).flatMap(([key, value]) => {
    const path = `${prefix}${key}`
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value)
    return [path, ...(isGroup ? pathsOf(value as object, `${path}.`) : [])]
  })
}
