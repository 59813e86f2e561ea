import { moveDone, movePlan, movePreview, moveRequest, uuid } from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import { moveConfirmed } from '../clients/move/move.ts'
import { previewMove } from '../clients/move/preview.ts'
import type { SmmDeps } from '../deps.ts'

const tags = ['clients']
const params = z.strictObject({ id: uuid })

/** `POST /clients/:id/move/preview`, `POST /clients/:id/move`. */
export function moveClientRoutes(app: Service, deps: SmmDeps): void {
  app.post(
    '/clients/:id/move/preview',
    {
      config: { errors: ['unprocessable', 'client_archived'] },
      schema: {
        operationId: 'previewMove',
        tags,
        summary: 'What a move would change',
        description:
          'A customer moves to another agency, or up to the root, where it becomes a direct client; a direct client ' +
          'moves under an agency, where it becomes a customer. `scope: customers` moves all customers of an agency. ' +
          'Takes the role of an admin on the client, on the one above it and at the destination. Changes nothing.',
        params,
        body: movePlan,
        response: { 200: movePreview },
      },
    },
    (request) => previewMove(deps, request.context, request.params.id, request.body),
  )

  app.post(
    '/clients/:id/move',
    {
      config: { errors: ['unprocessable', 'client_archived', 'conflict', 'last_owner'] },
      schema: {
        operationId: 'moveClient',
        tags,
        summary: 'Carry out a previewed move',
        description:
          'In one transaction. When anything that the preview showed has changed since, nothing moves and the answer ' +
          'is 409 with the present preview under `current`.',
        params,
        body: moveRequest,
        response: { 200: moveDone },
      },
    },
    (request) => moveConfirmed(deps, request.context, request.params.id, request.body),
  )
}
