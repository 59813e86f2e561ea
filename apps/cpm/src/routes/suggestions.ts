import {
  estimate,
  generateAccepted,
  idempotencyKey,
  promptSuggestion,
  suggestionList,
  suggestionListQuery,
  suggestionRequest,
  uuid,
} from '@hg/contracts'
import { getSuggestion } from '@hg/db'
import { openEventStream, type Service } from '@hg/http'
import { z } from 'zod'
import type { ServerDeps } from '../deps.ts'
import { streamJob } from '../events/stream-job.ts'
import { askForSuggestion, estimateSuggestion } from '../suggestions/ask.ts'
import { cancelSuggestion } from '../suggestions/cancel.ts'
import { readSuggestion, searchSuggestions } from '../suggestions/get.ts'

const params = z.strictObject({ id: uuid })
const headers = z.object({ 'idempotency-key': idempotencyKey.optional() })
const tags = ['suggestions']

/** `/prompt-suggestions`: for people, as the templates whose texts they show. No key comes here. */
export function suggestionRoutes(app: Service, deps: ServerDeps): void {
  app.post(
    '/prompt-suggestions',
    {
      config: {
        errors: [
          'not_found',
          'client_archived',
          'budget_spent',
          'cost_ceiling',
          'unknown_model',
          'retired_model',
          'model_not_allowed',
          'provider_not_configured',
          'idempotency_mismatch',
          'idempotency_in_progress',
          'unprocessable',
        ],
      },
      schema: {
        operationId: 'askForSuggestion',
        tags,
        summary: 'Ask a model for a tighter version of a template’s version',
        description:
          'For who may save a version. It is a job with its reservation, charges and receipt, and no piece: no list shows it, and ' +
          'it counts as none. An answer that loses a variable or a rule, cannot be rendered or is not shorter is tried once more, ' +
          'and then fails as `suggestion_unusable`. What comes of it is shown and never applied: save it as a version. With ' +
          '`dry_run` the answer is 200 and says what it would cost.',
        headers,
        body: suggestionRequest,
        response: { 200: estimate, 202: generateAccepted },
      },
    },
    async (request, reply) => {
      const { body, context, headers } = request
      if (body.dry_run) return reply.code(200).send(await estimateSuggestion(deps, context, body))
      const { accepted, replayed } = await askForSuggestion(deps, context, body, headers['idempotency-key'])
      if (replayed) reply.header('idempotency-replayed', 'true')
      return reply.code(202).header('location', accepted.status_url).send(accepted)
    },
  )
  app.get(
    '/prompt-suggestions',
    {
      config: { errors: ['not_found'] },
      schema: {
        operationId: 'listSuggestions',
        tags,
        summary: 'The suggestions for a template, newest first',
        querystring: suggestionListQuery,
        response: { 200: suggestionList },
      },
    },
    (request) => searchSuggestions(deps, request.context, request.query),
  )
  app.get(
    '/prompt-suggestions/:id',
    {
      schema: {
        operationId: 'getSuggestion',
        tags,
        summary: 'One suggestion: its text, what it changes, what is to be said of it, and what it cost',
        params,
        response: { 200: promptSuggestion },
      },
    },
    (request) => readSuggestion(deps, request.context, request.params.id),
  )
  app.post(
    '/prompt-suggestions/:id/cancel',
    {
      config: { errors: ['job_final'] },
      schema: {
        operationId: 'cancelSuggestion',
        tags,
        summary: 'Cancel a suggestion that has not ended',
        description: 'What was called is charged.',
        params,
        response: { 200: promptSuggestion },
      },
    },
    (request) => cancelSuggestion(deps, request.context, request.params.id),
  )
  app.get(
    '/prompt-suggestions/:id/events',
    {
      schema: {
        operationId: 'streamSuggestionEvents',
        tags: ['events'],
        summary: 'Follow one suggestion',
        description: 'As the stream of a job. Ends after the final state.',
        params,
        produces: ['text/event-stream'],
      },
    },
    async (request, reply) => {
      const open = () => openEventStream(request, reply)
      await streamJob(deps, request.context, request.params.id, open, getSuggestion)
    },
  )
}
