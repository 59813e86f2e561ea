import { estimate, generateRequest } from '@hg/contracts'
import type { Service } from '@hg/http'
import type { ServerDeps } from '../deps.ts'
import { estimateJob } from '../estimate/estimate-job.ts'

/** `POST /estimate`. */
export function estimateRoute(app: Service, deps: ServerDeps): void {
  app.post(
    '/estimate',
    {
      config: {
        scope: 'content:read',
        errors: [
          'not_found',
          'content_template_missing',
          'template_missing',
          'variables_invalid',
          'callback_unregistered',
          'unknown_model',
          'retired_model',
          'model_not_allowed',
          'provider_not_configured',
          'cost_ceiling',
        ],
      },
      schema: {
        operationId: 'estimate',
        tags: ['cost'],
        summary: 'What a request would cost',
        description:
          'Calls no provider and stores nothing. `high_usd` is what would be reserved, and what the job would stop at; ' +
          '`expected_usd` comes from the client’s own pieces of this type, where there are some. What would not be accepted is ' +
          'refused as it would be there, its `variables` among it.',
        body: generateRequest,
        response: { 200: estimate },
      },
    },
    (request) => estimateJob(deps, request.context, request.body),
  )
}
