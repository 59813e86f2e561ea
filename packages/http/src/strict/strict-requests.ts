import { AppError } from '@hg/runtime'
import type { z } from 'zod'
import type { Service } from '../service-type.ts'

type AnyDef = z.core.$ZodTypeDef & {
  in?: z.core.$ZodType
  innerType?: z.core.$ZodType
  options?: z.core.$ZodType[]
  catchall?: z.core.$ZodType
}

/** True for a schema that takes objects with properties that it does not name. */
function takesUnknownProperties(schema: z.core.$ZodType): boolean {
  const def = schema._zod.def as AnyDef
  if (def.type === 'object') return def.catchall?._zod.def.type !== 'never'
  if (def.type === 'union') return (def.options ?? []).some(takesUnknownProperties)
  const inner = def.in ?? def.innerType
  return inner !== undefined && takesUnknownProperties(inner)
}

/**
 * Makes every route refuse what it does not know: a route whose body or query schema would drop unknown properties
 * silently cannot be added, and a closed route without a query schema takes no query at all (400).
 */
export function requireStrictRequests(app: Service): void {
  app.addHook('onRoute', ({ method, url, schema }) => {
    for (const part of ['body', 'querystring'] as const) {
      const given = schema?.[part] as z.core.$ZodType | undefined
      if (given && takesUnknownProperties(given))
        throw new Error(
          `${String(method)} ${url}: its ${part} takes unknown properties; declare it with z.strictObject`,
        )
    }
  })
  app.addHook('preValidation', (request, _reply, done) => {
    const { config, schema } = request.routeOptions
    const isStrict = config.public === true || request.is404 || schema?.querystring !== undefined
    const keys = isStrict ? [] : Object.keys(request.query as object)
    if (keys.length === 0) done()
    else {
      const fields = keys.map((key) => ({ path: `query.${key}`, message: 'is not a known property' }))
      done(new AppError('invalid_request', 'Some fields are not as expected.', { fields }))
    }
  })
}
