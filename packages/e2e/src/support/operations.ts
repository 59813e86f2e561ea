import { createCaller } from './caller.ts'

/** An operation of a service, as its OpenAPI document lists it. */
export interface Operation {
  id: string
  method: string
  /** With its parameters in braces: `/jobs/{id}`. */
  path: string
}

interface OpenApi {
  paths: Record<string, Record<string, { operationId?: string; security?: unknown[] }>>
}

/** Every operation of a service that asks for credentials. */
export async function closedOperations(serviceUrl: string): Promise<Operation[]> {
  const { body } = await createCaller(serviceUrl).call('GET', '/openapi.json')
  return Object.entries((body as OpenApi).paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { security }]) => security === undefined || security.length > 0)
      .map(([method, { operationId }]) => ({
        id: operationId ?? `${method} ${path}`,
        method: method.toUpperCase(),
        path,
      })),
  )
}
