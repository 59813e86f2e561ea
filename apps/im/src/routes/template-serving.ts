import { promptNeeds, promptNeedsQuery, promptReach, uuid } from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { TemplateDeps } from '../templates/deps.ts'
import { readPromptNeeds } from '../templates/needs.ts'
import { readPromptReach } from '../templates/reach.ts'

const tags = ['templates']
const params = z.strictObject({ id: uuid })

/** `GET /clients/:id/prompt-needs`, `GET /templates/:id/reach`. */
export function templateServingRoutes(app: Service, deps: TemplateDeps): void {
  app.get(
    '/clients/:id/prompt-needs',
    {
      schema: {
        operationId: 'getPromptNeeds',
        tags,
        summary: 'The variables that a request of a content type may give',
        description:
          'Those of the version in use of the template that serves the client, or of the one that `template_id` names. ' +
          'Its text is not told: it may be a client’s above.',
        params,
        querystring: promptNeedsQuery,
        response: { 200: promptNeeds },
      },
    },
    (request) => readPromptNeeds(deps, request.context, request.params.id, request.query),
  )

  app.get(
    '/templates/:id/reach',
    {
      schema: {
        operationId: 'getPromptReach',
        tags,
        summary: 'Whose pieces a template is for while it is in use',
        description:
          'Of its client and those below, archived ones left out; whatever has something nearer is not reached.',
        params,
        response: { 200: promptReach },
      },
    },
    (request) => readPromptReach(deps, request.context, request.params.id),
  )
}
