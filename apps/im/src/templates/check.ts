import type { PromptFinding, PromptText } from '@hg/contracts'
import type { PromptRow, Queryable } from '@hg/db'
import { AppError } from '@hg/runtime'
import { readSurroundings } from '../validation/read-surroundings.ts'
import { textOf, validateVersion, type VersionToValidate } from '../validation/validate-version.ts'

type Subject = Pick<PromptRow, 'client_id' | 'kind' | 'name' | 'content_type'>

/** What is to be said of a text of this template, beside partials, strategy and catalogue as they are now. */
export async function checkVersion(tx: Queryable, subject: Subject, text: PromptText): Promise<PromptFinding[]> {
  return validateVersion(toValidate(subject, text), await readSurroundings(tx, subject.client_id, subject.content_type))
}

/**
 * Refuses a text in which there is an error.
 *
 * @returns what else is to be said of it
 * @throws {AppError} `template_invalid` with every error: its part, line and column
 */
export async function requireValid(tx: Queryable, subject: Subject, text: PromptText): Promise<PromptFinding[]> {
  const findings = await checkVersion(tx, subject, text)
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw invalid(errors)
  return findings
}

export function toValidate(
  { kind, name, content_type }: Omit<Subject, 'client_id'>,
  text: PromptText,
): VersionToValidate {
  return { kind, name, content_type, ...textOf(text) }
}

function invalid(errors: PromptFinding[]): AppError {
  const [first] = errors
  const place = first?.line === undefined ? '' : `line ${first.line}, column ${first.column ?? 1}: `
  const more = errors.length > 1 ? `, and ${errors.length - 1} more` : ''
  return new AppError('template_invalid', `The text cannot be used: ${place}${first?.message ?? ''}${more}.`, {
    fields: errors.map(({ part, message, line, column }) => ({
      path: part ?? 'template',
      message,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
    })),
  })
}
