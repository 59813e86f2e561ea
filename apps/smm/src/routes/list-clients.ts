import { clientTree } from '@hg/contracts'
import type { Service } from '@hg/http'
import { listVisibleClients } from '../clients/list.ts'
import type { SmmDeps } from '../deps.ts'

/** `GET /clients`. */
export function listClientsRoute(app: Service, deps: SmmDeps): void {
  app.get(
    '/clients',
    {
      schema: {
        operationId: 'listClients',
        tags: ['clients'],
        summary: 'Every client that the caller may see, as a tree read from the top',
        response: { 200: clientTree },
      },
    },
    (request) => listVisibleClients(deps, request.context),
  )
}
