import swagger from '@fastify/swagger'
import { problem } from '@hg/contracts'
import { z } from 'zod'
import type { Service } from '../service-type.ts'
import { describeRoutes } from './describe.ts'

export interface ApiDescription {
  title: string
  version: string
  description?: string
  tags?: { name: string; description: string }[]
  /** Public addresses of the service, for the documentation's examples. */
  servers?: { url: string; description?: string }[]
}

/** Builds the OpenAPI 3.1 document from the routes and serves it at `/openapi.json`. */
export async function serveOpenApi(app: Service, api: ApiDescription, takesApiKeys: boolean): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: api.title, version: api.version, ...(api.description ? { description: api.description } : {}) },
      ...(api.servers ? { servers: api.servers } : {}),
      tags: [...(api.tags ?? []), { name: 'operations', description: 'For those who run the service' }],
      components: {
        schemas: { Problem: z.toJSONSchema(problem, { target: 'draft-2020-12' }) as never },
        securitySchemes: {
          serviceToken: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'A token that another service of the product signed: EdDSA, 60 s, one audience.',
          },
          ...(takesApiKeys
            ? {
                apiKey: {
                  type: 'http' as const,
                  scheme: 'bearer',
                  bearerFormat: 'hg_live_<id>_<secret>',
                  description: 'An API key, bound to one client and to scopes.',
                },
              }
            : {}),
        },
      },
    },
    transform: describeRoutes(takesApiKeys),
  })
  app.get('/openapi.json', { config: { public: true }, schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').serializer(JSON.stringify).send(app.swagger()),
  )
}
