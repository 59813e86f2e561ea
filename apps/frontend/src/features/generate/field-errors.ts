import type { FieldError } from '@hg/contracts'
import type { ApiError, ApiErrorCode } from '#lib/api.ts'

/** Fields of the form that an error of the service may be about. */
export const formFields = [
  'content_type',
  'topic',
  'keywords',
  'brief',
  'llm.provider',
  'llm.model',
  'llm.routing',
  'llm.temperature',
  'llm.max_output_tokens',
] as const
export type FormField = (typeof formFields)[number]

/** Errors that are about one field, though the service names none. */
const fieldOfCode: Partial<Record<ApiErrorCode, FormField>> = {
  unknown_model: 'llm.model',
  retired_model: 'llm.model',
  model_not_allowed: 'llm.model',
  provider_not_configured: 'llm.provider',
}

/**
 * Sorts an error of the service: what belongs to a field stands at that field, the rest above the form. An item of a
 * list (`keywords.3`) belongs to the list.
 */
export function sortErrors(error: ApiError): { fields: { field: FormField; message: string }[]; rest: FieldError[] } {
  const fields: { field: FormField; message: string }[] = []
  const rest: FieldError[] = []
  for (const entry of error.fields) {
    const field = formFields.find((name) => entry.path === name || entry.path.startsWith(`${name}.`))
    if (field) fields.push({ field, message: sentence(entry.message) })
    else rest.push(entry)
  }
  const named = fieldOfCode[error.code]
  if (error.fields.length === 0 && named) fields.push({ field: named, message: error.message })
  return { fields, rest }
}

/** `must be a UUID` as a sentence of its own. */
export function sentence(message: string): string {
  return message === '' ? message : (message[0]?.toUpperCase() ?? '') + message.slice(1)
}
