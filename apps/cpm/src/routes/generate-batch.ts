import { batchAccepted, batchCsvRequest, batchPreview, batchRequest, idempotencyKey } from '@hg/contracts'
import type { Service } from '@hg/http'
import type { FastifyContextConfig } from 'fastify'
import { z } from 'zod'
import { previewBatch, submitBatch } from '../batches/submit.ts'
import type { ServerDeps } from '../deps.ts'

const bodyLimit = 8 * 1024 * 1024

const config: FastifyContextConfig = {
  scope: 'content:write',
  errors: [
    'not_found',
    'unprocessable',
    'client_archived',
    'budget_spent',
    'cost_ceiling',
    'callback_unregistered',
    'template_missing',
    'variables_invalid',
    'content_template_missing',
    'unknown_model',
    'retired_model',
    'model_not_allowed',
    'provider_not_configured',
    'idempotency_mismatch',
    'idempotency_in_progress',
  ],
}

const headers = z.object({ 'idempotency-key': idempotencyKey.optional() })

const whole =
  'Accepted whole or not at all: everything that is wrong is listed by `items.<index>.<field>`. With `dry_run` the answer ' +
  'is 200 and says what would come of each row, what is wrong with it, and what it and all of them would cost: low, ' +
  'expected, and at most. It calls no provider. `variables` are judged row by row, by the version of the prompt template that ' +
  'would serve the row.'

/** `POST /generate/batch` and `POST /generate/batch/csv`. */
export function generateBatchRoutes(app: Service, deps: ServerDeps): void {
  const response = { 200: batchPreview, 202: batchAccepted }
  app.post(
    '/generate/batch',
    {
      bodyLimit,
      config,
      schema: {
        operationId: 'generateBatch',
        tags: ['batches'],
        summary: 'Ask for up to 500 pieces of content at once',
        description: `${whole} What an item leaves open is taken from \`defaults\`; \`llm\`, \`variables\` and \`metadata\` key by key.`,
        headers,
        body: batchRequest,
        response,
      },
    },
    async (request, reply) => {
      const { body, context, headers } = request
      if (body.dry_run) return reply.code(200).send(await previewBatch(deps, context, body))
      const { accepted, replayed } = await submitBatch(deps, context, body, headers['idempotency-key'])
      if (replayed) reply.header('idempotency-replayed', 'true')
      return reply.code(202).header('location', accepted.status_url).send(accepted)
    },
  )
  app.post(
    '/generate/batch/csv',
    {
      bodyLimit,
      config,
      schema: {
        operationId: 'generateBatchFromCsv',
        tags: ['batches'],
        summary: 'Ask for the pieces of content that a CSV file lists',
        description:
          `${whole} The first row names the columns: \`topic\`, and as needed \`content_type\`, \`keywords\` (parted by ` +
          '`|`, `,` or `;`), `brief`, `strategy_id`, `template_id`, `template_version`, `content_template_id`, `provider`, `model`, `routing`, ' +
          '`temperature`, `max_output_tokens`, `max_prompt_tokens`, `priority`, `max_cost_usd`, `var.<name>` and `meta:<name>`. A ' +
          'cell of `var.<name>` is read as what the variable is: `4`, `true`, a list parted by `|`; an empty one takes the value of ' +
          '`defaults.variables`. Comma, semicolon or tab; quotes, any line ends and a byte order mark are taken. What is wrong has its `line`, and as `column` which of the columns.',
        headers,
        body: batchCsvRequest,
        response,
      },
    },
    async (request, reply) => {
      const { body, context, headers } = request
      if (body.dry_run) return reply.code(200).send(await previewBatch(deps, context, body))
      const { accepted, replayed } = await submitBatch(deps, context, body, headers['idempotency-key'])
      if (replayed) reply.header('idempotency-replayed', 'true')
      return reply.code(202).header('location', accepted.status_url).send(accepted)
    },
  )
}
