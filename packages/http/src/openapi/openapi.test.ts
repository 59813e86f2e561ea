import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createApiKeyVerifier } from '../auth/api-key-verifier.ts'
import { createAuthenticator } from '../auth/authenticator.ts'
import type { Service } from '../service-type.ts'
import { buildService, keys } from '../test/test-service.ts'

interface Operation {
  description?: string
  'x-visitor'?: boolean
  operationId?: string
  security: Record<string, string[]>[]
  responses: Record<string, { description: string; content: Record<string, { schema: Record<string, unknown> }> }>
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> }
}

let app: Service
let document: {
  openapi: string
  info: object
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> }
}

beforeAll(async () => {
  app = await buildService({
    authenticate: createAuthenticator({
      serviceTokens: { publicKey: keys.publicKey, audience: 'smm' },
      apiKeys: createApiKeyVerifier({ find: () => Promise.resolve(null) }),
    }),
  })
  app.post(
    '/things',
    {
      config: { scope: 'content:write', errors: ['unknown_model', 'retired_model'] },
      schema: {
        operationId: 'makeThing',
        body: z.strictObject({ name: z.string(), size: z.number().default(1) }),
        response: { 200: z.object({ name: z.string() }) },
      },
    },
    (request) => request.body,
  )
  app.get('/visit', { config: { visitor: true }, schema: { operationId: 'visit', description: 'Looks.' } }, () => ({}))
  app.get('/internal', { schema: { operationId: 'internal' } }, () => ({}))
  document = (await app.inject('/openapi.json')).json()
})

afterAll(() => app.close())

describe('/openapi.json', () => {
  it('is OpenAPI 3.1 with the service’s title and version', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Test', version: '1.2.3' } })
  })

  it('has requests that refuse unknown properties and answers that may gain some', () => {
    const { requestBody, responses } = document.paths['/things']?.['post'] ?? {}
    expect(requestBody?.content['application/json']?.schema).toMatchObject({
      required: ['name'],
      additionalProperties: false,
    })
    expect(responses?.['200']?.content['application/json']?.schema).not.toHaveProperty('additionalProperties')
  })

  it('lists the problems of a route by status: its own and those it implies', () => {
    const responses = document.paths['/things']?.['post']?.responses ?? {}
    expect(Object.keys(responses)).toEqual(['200', '400', '401', '403', '413', '415', '422', '429', '500', '503'])
    expect(responses['422']?.description).toMatch(/`unknown_model`.*`retired_model`/s)
    expect(responses['422']?.content['application/problem+json']?.schema).toEqual({
      $ref: '#/components/schemas/Problem',
    })
    expect(document.components.schemas).toHaveProperty('Problem')
  })

  it('says which credentials a route takes', () => {
    expect(document.paths['/things']?.['post']?.security).toEqual([{ serviceToken: [] }, { apiKey: ['content:write'] }])
    expect(document.paths['/internal']?.['get']?.security).toEqual([{ serviceToken: [] }])
    expect(document.paths['/health']?.['get']?.security).toEqual([])
    expect(Object.keys(document.components.securitySchemes)).toEqual(['serviceToken', 'apiKey'])
  })

  it('says which routes take people who are not signed in', () => {
    expect(document.paths['/visit']?.['get']).toMatchObject({
      description: expect.stringMatching(/^Looks\.\n\n.*not signed in/) as string,
      'x-visitor': true,
      security: [{ serviceToken: [] }],
    })
    expect(document.paths['/internal']?.['get']).not.toHaveProperty('x-visitor')
  })

  it('leaves out what is not for callers', () => {
    expect(Object.keys(document.paths).sort()).toEqual(['/health', '/health/live', '/internal', '/things', '/visit'])
  })
})

describe('/docs', () => {
  it('is served from here alone, and may load nothing from elsewhere', async () => {
    const page = await app.inject('/docs/')
    expect(page.statusCode).toBe(200)
    const policy = String(page.headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/)
    const sources = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1])
    expect(sources).toEqual(['js/scalar.js'])
    expect((await app.inject('/docs/js/scalar.js')).statusCode).toBe(200)
  })
})
