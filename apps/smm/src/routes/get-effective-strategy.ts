import { effectiveStrategy, effectiveStrategyQuery, uuid } from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { SmmDeps } from '../deps.ts'
import { readEffectiveStrategy } from '../strategies/effective.ts'

/** `GET /clients/:id/strategy?content_type=`. */
export function getEffectiveStrategyRoute(app: Service, deps: SmmDeps): void {
  app.get(
    '/clients/:id/strategy',
    {
      config: { errors: ['unprocessable'] },
      schema: {
        operationId: 'getEffectiveStrategy',
        tags: ['strategies'],
        summary: 'The strategy that applies to a client, and who set each value',
        description:
          'Layers are merged from the root down, at each client the one for `any` content before the one for the ' +
          'content type. `strategy_id` puts that strategy in the place of its client’s active one.',
        params: z.strictObject({ id: uuid }),
        querystring: effectiveStrategyQuery,
        response: { 200: effectiveStrategy },
      },
    },
    (request) => readEffectiveStrategy(deps, request.context, { client_id: request.params.id, ...request.query }),
  )
}
