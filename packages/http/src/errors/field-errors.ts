import type { FieldError } from '@hg/contracts'
import type { z } from 'zod'

/** Where in the request a value stood. Body paths stand bare, the others carry their place: `query.limit`. */
export type RequestPart = 'body' | 'querystring' | 'params' | 'headers'

const prefixes: Record<RequestPart, string[]> = {
  body: [],
  querystring: ['query'],
  params: ['params'],
  headers: ['headers'],
}

/** What each failed value should have been, for zod's issues whose own words do not say it plainly. */
export const explainIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type')
    return issue.input === undefined ? `is required: expected ${issue.expected}` : `expected ${issue.expected}`
  if (issue.code === 'unrecognized_keys') return 'is not a known property'
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return unionMessage(issue.errors)
  return undefined
}

/** `expected string, number or boolean`, from what each branch of the union expected. */
function unionMessage(branches: z.core.$ZodIssue[][]): string {
  const messages = branches.flatMap((issues) => issues.slice(0, 1).map((issue) => issue.message))
  const kinds = [...new Set(messages.map((message) => message.replace(/^expected /, '')))]
  const last = kinds.pop() ?? ''
  return `expected ${kinds.length > 0 ? `${kinds.join(', ')} or ${last}` : last}`
}

/** What an answer tells at most: callers send names as long as a body, and as many, and are not sent them back. */
const most = { errors: 2000, pathCharacters: 300, messageCharacters: 1000 }

/** One entry per wrong field, in the order zod found them; an unknown key's path ends in that key. Long ones are told by their beginning. */
export function fieldErrors(error: z.ZodError, part: RequestPart): FieldError[] {
  const errors = error.issues.flatMap((issue) => {
    const path = [...prefixes[part], ...issue.path.map(String)]
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: issue.message }))
    return [{ path: path.join('.') || 'body', message: issue.message }]
  })
  return errors.slice(0, most.errors).map(({ path, message }) => ({
    path: shorten(path, most.pathCharacters),
    message: shorten(message, most.messageCharacters),
  }))
}

function shorten(given: string, characters: number): string {
  return given.length > characters ? `${given.slice(0, characters).toWellFormed()}…` : given
}
