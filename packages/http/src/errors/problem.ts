import { errorCatalogue, type Problem } from '@hg/contracts'
import type { AppError } from '@hg/runtime'

export const problemContentType = 'application/problem+json; charset=utf-8'

/** The RFC 9457 body of an error. `internal` never carries a detail. */
export function toProblem(error: AppError, requestId: string): Problem {
  const { title, status } = errorCatalogue[error.code]
  return {
    type: `https://hgcontent.com/problems/${error.code}`,
    title,
    status,
    ...(error.code !== 'internal' && error.message !== title ? { detail: error.message } : {}),
    code: error.code,
    request_id: requestId,
    ...(error.fields.length > 0 ? { errors: error.fields } : {}),
    ...error.stale,
    ...(error.facts ? { facts: error.facts } : {}),
  }
}
