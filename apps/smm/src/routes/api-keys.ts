import {
  apiKey,
  createApiKeyRequest,
  issuedApiKey,
  page,
  pageQuery,
  rotateApiKeyRequest,
  rotatedApiKey,
  uuid,
} from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import { finishApiKeyRotation } from '../api-keys/finish-rotation.ts'
import { issueApiKey } from '../api-keys/issue.ts'
import { listClientApiKeys } from '../api-keys/list.ts'
import { revokeClientApiKey } from '../api-keys/revoke.ts'
import { rotateApiKey } from '../api-keys/rotate.ts'
import type { SmmDeps } from '../deps.ts'

const params = z.strictObject({ id: uuid })
const keyParams = z.strictObject({ id: uuid, keyId: uuid })
const tags = ['keys']

/** `/clients/:id/api-keys`: list, create, rotate, finish a rotation, revoke. */
export function apiKeyRoutes(app: Service, deps: SmmDeps): void {
  app.get(
    '/clients/:id/api-keys',
    {
      schema: {
        operationId: 'listApiKeys',
        tags,
        summary: 'The API keys of a client, newest first, ended ones too',
        params,
        querystring: pageQuery,
        response: { 200: page(apiKey) },
      },
    },
    (request) => listClientApiKeys(deps, request.context, { client_id: request.params.id, ...request.query }),
  )
  app.post(
    '/clients/:id/api-keys',
    {
      schema: {
        operationId: 'createApiKey',
        tags,
        summary: 'Make an API key',
        description: '`key` is told this once: only its hash is stored.',
        params,
        body: createApiKeyRequest,
        response: { 201: issuedApiKey },
      },
    },
    async (request, reply) => {
      const issued = await issueApiKey(deps, request.context, { client_id: request.params.id, ...request.body })
      return reply.code(201).header('cache-control', 'no-store').send(issued)
    },
  )
  app.post(
    '/clients/:id/api-keys/:keyId/rotate',
    {
      config: { errors: ['conflict', 'api_key_ended'] },
      schema: {
        operationId: 'rotateApiKey',
        tags,
        summary: 'Replace an API key by a new one with the same rights',
        description:
          'The old key works until `keep_old_until`, 7 days from now when not said. Two keys of one line at most are live ' +
          'at a time.',
        params: keyParams,
        body: rotateApiKeyRequest,
        response: { 201: rotatedApiKey },
      },
    },
    async (request, reply) => {
      const { id, keyId } = request.params
      const rotated = await rotateApiKey(deps, request.context, { client_id: id, key_id: keyId, ...request.body })
      return reply.code(201).header('cache-control', 'no-store').send(rotated)
    },
  )
  app.post(
    '/clients/:id/api-keys/:keyId/finish-rotation',
    {
      config: { errors: ['conflict', 'api_key_ended'] },
      schema: {
        operationId: 'finishApiKeyRotation',
        tags,
        summary: 'End the old key of a rotation before its time',
        params: keyParams,
        response: { 200: apiKey },
      },
    },
    ({ context, params: { id, keyId } }) => finishApiKeyRotation(deps, context, { client_id: id, key_id: keyId }),
  )
  app.post(
    '/clients/:id/api-keys/:keyId/revoke',
    {
      config: { errors: ['api_key_ended'] },
      schema: {
        operationId: 'revokeApiKey',
        tags,
        summary: 'Revoke an API key for good',
        description: 'It is refused everywhere within 5 s, and its open event streams end.',
        params: keyParams,
        response: { 200: apiKey },
      },
    },
    ({ context, params: { id, keyId } }) => revokeClientApiKey(deps, context, { client_id: id, key_id: keyId }),
  )
}
