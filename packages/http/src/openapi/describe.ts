import { type ErrorCode, errorCatalogue } from '@hg/contracts'
import type { SwaggerTransform } from '@fastify/swagger'
import type { RouteOptions } from 'fastify'
import { createJsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'

/** Answers may gain properties, so only what refuses them says that it does. Examples come along. */
const toJsonSchema = createJsonSchemaTransform({
  zodToJsonConfig: {
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod
      if (def.type === 'object' && def.catchall === undefined) delete jsonSchema.additionalProperties
      // The transform looks into a registry of its own, which knows no examples.
      const { examples } = z.globalRegistry.get(zodSchema) ?? {}
      if (examples) jsonSchema.examples = examples as never
    },
  },
})

/** The errors that a route can answer with, by status: its own, and those that its declaration implies. */
export function problemsOf(route: RouteOptions): Map<number, ErrorCode[]> {
  const { schema, config } = route
  const codes: ErrorCode[] = [...(config?.errors ?? []), 'internal', 'unavailable']
  if (schema?.body || schema?.querystring || schema?.params) codes.push('invalid_request')
  if (schema?.body) codes.push('payload_too_large', 'unsupported_media_type')
  if (schema?.params) codes.push('not_found')
  if (config?.public !== true) codes.push('unauthenticated', 'forbidden')
  if (config?.limited !== false) codes.push('rate_limited')
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of new Set(codes)) {
    const { status } = errorCatalogue[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return byStatus
}

function problemResponses(route: RouteOptions): Record<string, unknown> {
  return Object.fromEntries(
    [...problemsOf(route)].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\`: ${errorCatalogue[code].title}`).join('\n\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

function describeVisitors(description: string | undefined): Record<string, unknown> {
  const note = 'Also for people who are not signed in: the web app then calls as a visitor.'
  return { description: description ? `${description}\n\n${note}` : note, 'x-visitor': true }
}

/**
 * Turns a route's zod schemas into the JSON schema of its OpenAPI operation, and adds what its declaration implies:
 * problem responses and the credentials it takes.
 *
 * @param takesApiKeys whether the service knows API keys at all
 */
export function describeRoutes(takesApiKeys: boolean): SwaggerTransform {
  return (input) => {
    const { schema = {}, url } = toJsonSchema(input) as { schema?: Record<string, unknown>; url: string }
    if (schema.hide) return { schema, url }
    const { config } = input.route
    const security = [{ serviceToken: [] }, ...(takesApiKeys && config?.scope ? [{ apiKey: [config.scope] }] : [])]
    return {
      schema: {
        ...schema,
        ...(config?.visitor === true ? describeVisitors(schema.description as string | undefined) : {}),
        security: config?.public === true ? [] : security,
        response: { ...problemResponses(input.route), ...(schema.response as object | undefined) },
      },
      url,
    }
  }
}
