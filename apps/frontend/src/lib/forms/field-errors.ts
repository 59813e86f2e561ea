import type { FieldError } from '@hg/contracts'
import { ApiError, type ApiErrorCode } from '#lib/api.ts'

/** An error of the service, sorted: what stands at a field of the form, and what stands above it. */
export interface SortedErrors {
  fields: { field: string; message: string }[]
  rest: FieldError[]
}

/**
 * Sorts an error of the service over a form. An entry belongs to the field with its path, or to the longest one that it
 * lies in (`keywords.3` to `keywords`); `*` stands for the number of a row (`sections.*.title`).
 *
 * @param names the paths of the form's fields
 * @param fieldOfCode fields of errors that are about one, though the service names none
 */
export function sortErrors(
  error: ApiError,
  names: readonly string[],
  fieldOfCode: Partial<Record<ApiErrorCode, string>> = {},
): SortedErrors {
  const fields: SortedErrors['fields'] = []
  const rest: FieldError[] = []
  for (const entry of error.fields) {
    const field = fieldOf(entry.path, names)
    if (field !== null) fields.push({ field, message: sentence(entry.message) })
    else rest.push(entry)
  }
  const named = fieldOfCode[error.code]
  if (error.fields.length === 0 && named !== undefined) fields.push({ field: named, message: error.message })
  return { fields, rest }
}

function fieldOf(path: string, names: readonly string[]): string | null {
  const parts = path.split('.')
  for (let length = parts.length; length > 0; length--) {
    const candidate = parts.slice(0, length)
    if (names.some((name) => matches(name.split('.'), candidate))) return candidate.join('.')
  }
  return null
}

function matches(name: string[], candidate: string[]): boolean {
  return (
    name.length === candidate.length &&
    name.every((part, index) => part === candidate[index] || (part === '*' && /^\d+$/.test(candidate[index] ?? '')))
  )
}

/** A field of a request as people call it: `llm.max_output_tokens` as `llm max output tokens`, `variables.season` as `season`. */
export function fieldInWords(path: string): string {
  return path.replace(/^variables\./, '').replaceAll(/[._]/g, ' ')
}

/** `must be a UUID` as a sentence of its own. */
export function sentence(message: string): string {
  return message === '' ? message : (message[0]?.toUpperCase() ?? '') + message.slice(1)
}

/** Why something failed, where no field of a form can say it: what the service found wrong, otherwise the error's own words. */
export function reasonsOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)]
  const found = error instanceof ApiError ? error.fields.map(({ message }) => sentence(message)) : []
  return found.length > 0 ? [...new Set(found)] : [error.message]
}

/** What stands at a field of react-hook-form: its message as a sentence, or that of the first wrong entry of a list. */
export function errorText(error: unknown): string | undefined {
  if (Array.isArray(error)) return errorText(error.find(Boolean))
  if (typeof error !== 'object' || error === null) return undefined
  const { message, root } = error as { message?: unknown; root?: unknown }
  if (typeof message === 'string' && message !== '') return sentence(message)
  return errorText(root)
}
