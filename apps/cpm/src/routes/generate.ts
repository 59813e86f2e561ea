import { type ErrorCode, generateAccepted, generateRequest, idempotencyKey } from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { ServerDeps } from '../deps.ts'
import { submitJob } from '../jobs/submit.ts'

/** How a request that becomes a job may be refused, whoever makes it. */
export const acceptErrors = [
  'budget_spent',
  'client_archived',
  'template_missing',
  'variables_invalid',
  'callback_unregistered',
  'unknown_model',
  'retired_model',
  'model_not_allowed',
  'provider_not_configured',
  'cost_ceiling',
  'idempotency_mismatch',
  'idempotency_in_progress',
] as const satisfies ErrorCode[]

/** `POST /generate`. */
export function generateRoute(app: Service, deps: ServerDeps): void {
  app.post(
    '/generate',
    {
      config: {
        scope: 'content:write',
        errors: ['not_found', 'content_template_missing', ...acceptErrors],
      },
      schema: {
        operationId: 'generate',
        tags: ['content'],
        summary: 'Ask for one piece of content',
        description:
          'Answers 202 once the job is stored: it will be written, whatever happens to the queue. With an ' +
          '`Idempotency-Key`, the same body gets the same answer for 24 hours. `variables` are judged at once by the version of ' +
          'the prompt template that would serve the request: one that is missing, unknown or of another type is refused ' +
          '(`variables_invalid`) as `variables.<name>`, with what would be right. A text is also read as what its variable is.',
        headers: z.object({ 'idempotency-key': idempotencyKey.optional() }),
        body: generateRequest,
        response: { 202: generateAccepted },
      },
    },
    async (request, reply) => {
      const key = request.headers['idempotency-key']
      const { accepted, replayed } = await submitJob(deps, request.context, request.body, key)
      if (replayed) reply.header('idempotency-replayed', 'true')
      return reply.code(202).header('location', accepted.status_url).send(accepted)
    },
  )
}
