import {
  feedbackRequest,
  generateAccepted,
  idempotencyKey,
  job,
  regenerateRequest,
  retryRequest,
  uuid,
} from '@hg/contracts'
import type { Service } from '@hg/http'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { ServerDeps } from '../deps.ts'
import type { AcceptedAnswer } from '../jobs/store-accepted.ts'
import { regenerateJob } from '../jobs/again/regenerate.ts'
import { retryJob } from '../jobs/again/retry.ts'
import { rateJob } from '../jobs/feedback/put.ts'
import { acceptErrors } from './generate.ts'

const params = z.strictObject({ id: uuid })
const headers = z.object({ 'idempotency-key': idempotencyKey.optional() })
const tags = ['content']

/** `POST /jobs/:id/retry`, `POST /jobs/:id/regenerate`, `PUT /jobs/:id/feedback`. */
export function jobActionRoutes(app: Service, deps: ServerDeps): void {
  app.post(
    '/jobs/:id/retry',
    {
      config: { scope: 'content:write', errors: ['job_not_ready', ...acceptErrors] },
      schema: {
        operationId: 'retryJob',
        tags,
        summary: 'Ask once more for what a failed or cancelled job was to write',
        description:
          'A new job with the same request, which begins at once. Its strategy is the one in force now; with ' +
          '`strategy: as_before`, the one that the first job kept. A content template stays as the first job kept it. `variables` ' +
          'stand in place of all of the first job’s: the prompt template may take others by now.',
        params,
        headers,
        body: retryRequest.nullish(),
        response: { 202: generateAccepted },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const key = request.headers['idempotency-key']
      return sendAccepted(reply, await retryJob(deps, request.context, id, request.body ?? {}, key))
    },
  )
  app.post(
    '/jobs/:id/regenerate',
    {
      config: { scope: 'content:write', errors: ['job_not_ready', 'unprocessable', ...acceptErrors] },
      schema: {
        operationId: 'regenerateJob',
        tags,
        summary: 'Have a completed piece written anew, as the instructions say',
        description:
          'A new job with the same request, whose prompt holds the latest revision of the piece (or `revision`) and the ' +
          'instructions. The first job stays as it is. `variables` stand in place of all of the first job’s.',
        params,
        headers,
        body: regenerateRequest,
        response: { 202: generateAccepted },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const key = request.headers['idempotency-key']
      return sendAccepted(reply, await regenerateJob(deps, request.context, id, request.body, key))
    },
  )
  app.put(
    '/jobs/:id/feedback',
    {
      config: { scope: 'content:write', errors: ['job_not_ready'] },
      schema: {
        operationId: 'rateJob',
        tags,
        summary: 'Say what the piece is worth',
        description: 'One word for each person or key, in place of what they said before.',
        params,
        body: feedbackRequest,
        response: { 200: job },
      },
    },
    (request) => rateJob(deps, request.context, request.params.id, request.body),
  )
}

function sendAccepted(reply: FastifyReply, { accepted, replayed }: AcceptedAnswer) {
  if (replayed) reply.header('idempotency-replayed', 'true')
  return reply.code(202).header('location', accepted.status_url).send(accepted)
}
