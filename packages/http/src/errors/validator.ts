import type { FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'
import { explainIssue } from './field-errors.ts'

/** Validates a part of the request with its zod schema; the error that Fastify gets is zod's own. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema }) => {
  return (data: unknown) => {
    const parsed = schema.safeParse(data, { error: explainIssue })
    return parsed.success ? { value: parsed.data } : { error: parsed.error }
  }
}
