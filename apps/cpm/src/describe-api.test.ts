import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { describeApi } from './describe-api.ts'

const known = join(import.meta.dirname, '../../../packages/client/openapi.json')

it('the client is generated from the API as it is: pnpm api:client makes it so', async () => {
  expect(await describeApi()).toBe(await readFile(known, 'utf8'))
})

interface JsonSchema {
  examples?: unknown[]
  example?: unknown
  anyOf?: JsonSchema[]
}

interface Document {
  paths: Record<
    string,
    Record<string, { requestBody?: { content: Record<string, { schema: JsonSchema } & JsonSchema> } }>
  >
}

/** A body that may be left out has its examples at what it is otherwise. */
function examplesOf({ examples = [], example, anyOf = [] }: JsonSchema): unknown[] {
  return [...examples, ...(example === undefined ? [] : [example]), ...anyOf.flatMap(examplesOf)]
}

const { paths } = JSON.parse(await readFile(known, 'utf8')) as Document
const bodies = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { requestBody }]) =>
    Object.values(requestBody?.content ?? {}).map((content) => ({
      name: `${method.toUpperCase()} ${path}`,
      schema: content.schema,
      examples: [...examplesOf(content.schema), ...examplesOf({ ...content, anyOf: [] })],
    })),
  ),
)

describe('every operation with a body shows an example that its own schema takes', () => {
  it('and there are such operations', () => expect(bodies.length).toBeGreaterThan(10))

  it.each(bodies)('$name', ({ schema, examples }) => {
    expect(examples.length).toBeGreaterThan(0)
    const body = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
    for (const example of examples) expect(body.safeParse(example).error).toBeUndefined()
    // A schema that takes everything would prove nothing.
    expect(body.safeParse({ 'no such property': true }).success).toBe(false)
  })
})
