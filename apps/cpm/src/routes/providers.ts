import { providerList, providerListQuery } from '@hg/contracts'
import type { Service } from '@hg/http'
import type { ServerDeps } from '../deps.ts'
import { listProviders } from '../providers/list-providers.ts'

/** `GET /providers`. */
export function providerRoutes(app: Service, deps: ServerDeps): void {
  app.get(
    '/providers',
    {
      config: { scope: 'content:read', errors: ['not_found'] },
      schema: {
        operationId: 'listProviders',
        tags: ['content'],
        summary: 'Providers and models: prices, limits, and how they stand now',
        description:
          'As they stand for one client: whose key serves it, which models rest after failures, and how often and how fast ' +
          'calls of the last hour succeeded. No provider is called for it.',
        querystring: providerListQuery,
        response: { 200: providerList },
      },
    },
    (request) => listProviders(deps, request.context, request.query.client_id),
  )
}
