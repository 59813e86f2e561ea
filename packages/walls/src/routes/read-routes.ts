import { role } from '@hg/contracts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

export const services = ['cpm', 'im', 'smm'] as const
export type ServiceName = (typeof services)[number]

const status = z.union([z.number().int(), z.array(z.number().int())])
const texts = z.record(z.string(), z.string())

const row = z.strictObject({
  needs: role.optional(),
  above: z.literal('admin').optional(),
  there: z.literal('admin').optional(),
  scope: z.enum(['content:read', 'content:write']).optional(),
  anybody: z.literal(true).optional(),
  person: z.literal(true).optional(),
  others: z.number().int().optional(),
  visitor: z.literal(true).optional(),
  hidden: z.literal(true).optional(),
  shows: role.optional(),
  answer: z.union([status, z.strictObject({ agency: status, customer: status })]),
  /** Only asked about this kind of target. */
  for: z.enum(['agency', 'customer']).optional(),
  /** One case after the other. */
  alone: z.literal(true).optional(),
  /** The target is archived by it, and taken out of the archive afterwards. */
  restores: z.literal(true).optional(),
  params: texts.default({ id: '$client' }),
  query: texts.default({}),
  body: z.unknown().optional(),
})
export type Row = z.infer<typeof row>

const routesFile = z.strictObject({
  cpm: z.record(z.string(), z.array(row).min(1)),
  im: z.record(z.string(), z.array(row).min(1)),
  smm: z.record(z.string(), z.array(row).min(1)),
})
export type Routes = z.infer<typeof routesFile>

/** Who may call what, by service and operation. Throws for a row that says something unknown. */
export async function readRoutes(): Promise<Routes> {
  return routesFile.parse(parse(await readFile(join(import.meta.dirname, 'routes.yaml'), 'utf8')))
}

/** An operation of a service as its OpenAPI document has it. */
export interface Operation {
  id: string
  method: string
  /** With its parameters in braces. */
  path: string
}

/** Every operation of a running service that asks for credentials. */
export async function closedOperations(url: string): Promise<Operation[]> {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { operationId?: string; security?: unknown[] }>>
  }
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { security }]) => security === undefined || security.length > 0)
      .map(([method, { operationId }]) => ({
        id: operationId ?? `${method} ${path}`,
        method: method.toUpperCase(),
        path,
      })),
  )
}
