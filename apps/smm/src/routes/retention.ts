import { putRetentionRequest, retention, uuid } from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { SmmDeps } from '../deps.ts'
import { getRetention } from '../retention/get.ts'
import { putRetention } from '../retention/put.ts'

const params = z.strictObject({ id: uuid })
const tags = ['privacy']

/** `/clients/:id/retention`: how long a client's data is kept. */
export function retentionRoutes(app: Service, deps: SmmDeps): void {
  app.get(
    '/clients/:id/retention',
    {
      schema: {
        operationId: 'getRetention',
        tags,
        summary: 'How long a client’s data is kept, and what was removed',
        params,
        response: { 200: retention },
      },
    },
    (request) => getRetention(deps, request.context, request.params.id),
  )
  app.put(
    '/clients/:id/retention',
    {
      schema: {
        operationId: 'putRetention',
        tags,
        summary: 'Set how long a client’s data is kept',
        description: 'Days per kind of data; null takes the client’s own rule back. What is older goes within an hour.',
        params,
        body: putRetentionRequest,
        response: { 200: retention },
      },
    },
    (request) => putRetention(deps, request.context, { client_id: request.params.id, ...request.body }),
  )
}
