import type { ErrorCode } from '@hg/contracts'
import { isUnavailable } from '@hg/db'
import { AppError } from '@hg/runtime'
import { z } from 'zod'
import { fieldErrors, type RequestPart } from './field-errors.ts'

/** Fastify's own refusals, which happen before a route's code runs. Their texts are written here: theirs may quote input. */
const fastifyErrors: Record<string, { code: ErrorCode; detail: string }> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'unsupported_media_type',
    detail: 'Send the body as application/json.',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'payload_too_large', detail: 'The body is larger than this service takes.' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'invalid_request', detail: 'The body is empty: expected JSON.' },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'invalid_request', detail: 'The body is not valid JSON.' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { code: 'invalid_request', detail: 'Content-Length does not match the body.' },
  FST_ERR_BAD_URL: { code: 'invalid_request', detail: 'The path is not a valid URL path.' },
  FST_ERR_MAX_PARAM_LENGTH: { code: 'not_found', detail: 'Nothing is here.' },
  FST_ERR_ASYNC_CONSTRAINT: { code: 'not_found', detail: 'Nothing is here.' },
}

function isValidation(error: unknown): error is z.ZodError & { validationContext: RequestPart } {
  return error instanceof z.ZodError && 'validationContext' in error
}

/**
 * The one place that decides what an error means to the caller. What is not known to be safe becomes `internal` without
 * any detail; the cause stays for the log.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isValidation(error)) {
    return new AppError('invalid_request', 'Some fields are not as expected.', {
      fields: fieldErrors(error, error.validationContext),
      cause: error,
    })
  }
  if (isUnavailable(error))
    return new AppError('unavailable', 'The database is not available right now.', { cause: error })
  const known = fastifyErrors[(error as { code?: string } | null)?.code ?? '']
  if (known) return new AppError(known.code, known.detail, { cause: error })
  // secure-json-parse refuses __proto__ and constructor keys with a bare SyntaxError marked 400.
  if (error instanceof SyntaxError && (error as { statusCode?: number }).statusCode === 400)
    return new AppError('invalid_request', 'The body is not valid JSON.', { cause: error })
  return new AppError('internal', undefined, { cause: error })
}
