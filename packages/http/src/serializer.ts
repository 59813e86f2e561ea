import type { FastifySerializerCompiler } from 'fastify'
import { ResponseSerializationError } from 'fastify-type-provider-zod'
import type { z } from 'zod'

/**
 * Writes an answer as its zod schema says: what the schema does not name is left out, what older rows lack has its default,
 * and what does not fit is an error of ours, never sent. Answers are what their schemas take in, so they are parsed; to encode
 * them, as the type provider does, takes each value twice and knows no defaults.
 */
export const serializerCompiler: FastifySerializerCompiler<z.ZodType> = ({ schema, method, url }) => {
  return (data: unknown) => {
    const parsed = schema.safeParse(data)
    if (!parsed.success) throw new ResponseSerializationError(method, url, { cause: parsed.error })
    return JSON.stringify(parsed.data)
  }
}
