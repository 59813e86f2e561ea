import { erasedClient, eraseClientRequest, erasedPerson, erasePersonRequest, uuid } from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { SmmDeps } from '../deps.ts'
import { eraseClient } from '../erasure/erase-client.ts'
import { erasePerson } from '../erasure/erase-person.ts'

const params = z.strictObject({ id: uuid })
const tags = ['privacy']

/** `/clients/:id/erase` and `/people/:id/erase`. */
export function erasureRoutes(app: Service, deps: SmmDeps): void {
  app.post(
    '/clients/:id/erase',
    {
      config: { errors: ['unprocessable', 'last_owner'] },
      schema: {
        operationId: 'eraseClient',
        tags,
        summary: 'Erase an archived client and everything below it, for good',
        params,
        body: eraseClientRequest,
        response: { 200: erasedClient },
      },
    },
    (request) => eraseClient(deps, request.context, { client_id: request.params.id, ...request.body }),
  )
  app.post(
    '/people/:id/erase',
    {
      config: { errors: ['last_owner'] },
      schema: {
        operationId: 'erasePerson',
        tags,
        summary: 'Erase a person, for good',
        params,
        body: erasePersonRequest,
        response: { 200: erasedPerson },
      },
    },
    (request) => erasePerson(deps, request.context, { person_id: request.params.id, ...request.body }),
  )
}
